package org.chatrec.embedding;

/** Another process did not embed texts; this one has to. */
public final class RemoteFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why not. */
  public enum Reason {
    /** Nobody is there whom one could ask. */
    NO_NODE,
    /** As much as is allowed is on its way already. */
    OUTSTANDING,
    /** No answer came in time. */
    TIMEOUT,
    /** The connection is broken. */
    UNREACHABLE,
    /** The model of this name is not there, or is another one. */
    OTHER_MODEL,
    /** There was no room for more texts. */
    REFUSED,
    /** Anything else that went wrong there. */
    FAILED
  }

  private final Reason reason;

  /**
   * @param reason of what kind
   * @param message for people; never contains a text
   */
  public RemoteFailure(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Of what kind. */
  public Reason reason() {
    return reason;
  }
}

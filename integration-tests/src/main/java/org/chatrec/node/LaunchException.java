package org.chatrec.node;

/** A node could not be started or stopped; the message is for the person at the keyboard. */
public final class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what went wrong and what to do about it, the reason in the last line
   */
  public LaunchException(String message) {
    super(message);
  }

  /**
   * @param message what went wrong, the reason in the last line
   * @param cause what the system said
   */
  public LaunchException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}

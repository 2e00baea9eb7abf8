package org.chatrec.catalog;

import java.util.function.Supplier;
import org.opensearch.common.util.concurrent.ThreadContext;

/**
 * Tells callers apart who may see different things. The security plugin describes whoever it let in
 * by name, backend roles and roles in the thread context, for other plugins to read; it tells
 * nobody whether a rule hides documents or fields from them. So callers with other names or roles
 * are others, and without a security plugin all are one.
 */
public final class Callers {

  /** As alerting and anomaly detection read it. */
  static final String USER_INFO = "_opendistro_security_user_info";

  /** There before an action was checked. */
  static final String USER = "_opendistro_security_user";

  private final Supplier<ThreadContext> context;

  /**
   * @param context the server's
   */
  public Callers(Supplier<ThreadContext> context) {
    this.context = context;
  }

  /** Whether documents or fields may be hidden from whoever this thread works for. */
  public boolean mayHide() {
    return !present().isEmpty();
  }

  /** Whoever this thread works for; the same text for the same rights, and empty for nobody. */
  String present() {
    ThreadContext now = context.get();
    Object info = now.getTransient(USER_INFO);
    Object user = info == null ? now.getTransient(USER) : info;
    return user == null ? "" : user.toString();
  }
}

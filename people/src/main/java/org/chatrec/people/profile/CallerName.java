package org.chatrec.people.profile;

import java.util.Optional;
import org.opensearch.common.util.concurrent.ThreadContext;

/**
 * Who sends a request, as the security plugin says. It leaves name, roles and tenant of whoever it
 * has authenticated in the thread context, parted by {@code |}, for other plugins to read; it is
 * the only way that needs no code of that plugin. A client cannot set it: transients do not travel.
 */
public final class CallerName {

  /** Where the security plugin leaves it. */
  public static final String USER_INFO = "_opendistro_security_user_info";

  private final ThreadContext context;

  public CallerName(ThreadContext context) {
    this.context = context;
  }

  /** The authenticated name; empty without a security plugin, and for who is not authenticated. */
  public Optional<String> get() {
    return context.getTransient(USER_INFO) instanceof String info
        ? Optional.of(first(info)).filter(name -> !name.isBlank())
        : Optional.empty();
  }

  /** What stands before the first bar that is not escaped by a backslash. */
  static String first(String info) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < info.length() && info.charAt(i) != '|'; i++) {
      boolean escapes =
          info.charAt(i) == '\\' && i + 1 < info.length() && info.charAt(i + 1) == '|';
      i += escapes ? 1 : 0;
      name.append(info.charAt(i));
    }
    return name.toString();
  }
}

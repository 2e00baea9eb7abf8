package org.chatrec.node;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The security plugin of one cluster: its certificates, its first users and roles, and the
 * administrator's password. The plugin takes users and roles from files once, when the cluster
 * starts for the first time; from then on they live in its own index.
 */
final class SecuritySetup {
  /** The user who may do everything. */
  static final String ADMIN = "admin";

  private static final String HASH = "PASSWORD_HASH";
  private static final String REMEMBERED = "admin-password";

  private final NodeHome home;
  private final SecurityOptions options;
  private final Certificates certificates;
  private final String password;
  private final String hash;

  private SecuritySetup(
      NodeHome home, SecurityOptions options, Certificates certificates, String password) {
    this.home = home;
    this.options = options;
    this.certificates = certificates;
    this.password = password;
    this.hash = new JavaCommand(home, Account.current()).hash(password);
  }

  /**
   * Makes what all nodes share.
   *
   * @param first the folder of the cluster's first node
   * @throws LaunchException when the cluster was started before with a password that was given, and
   *     now none is
   */
  static SecuritySetup prepare(NodeHome home, SecurityOptions options, Path first) {
    String password = password(options, first);
    return new SecuritySetup(home, options, Certificates.of(home), password);
  }

  /**
   * What to do where the administrator's password is not that of the first start.
   *
   * @param first the folder of the cluster's first node
   */
  static String otherPassword(Path first) {
    String known =
        Files.exists(first.resolve(REMEMBERED))
            ? "leave --admin-password out, for the one that was made up then is kept,"
            : "give the one of then with --admin-password,";
    return "this node was started before with another password of the administrator, and users live"
        + " in an index since: "
        + known
        + " or delete "
        + first
        + " to begin anew";
  }

  /** What to tell whoever started the cluster: the way in. A password of their own they know. */
  String introduction() {
    String known = options.adminPassword().isPresent() ? "the one given" : password;
    String trust =
        options.tls() ? "  certificate of the authority: " + certificates.authority() + "\n" : "";
    return "  user " + ADMIN + ", password: " + known + "\n" + trust;
  }

  String scheme() {
    return options.tls() ? "https" : "http";
  }

  /** The administrator's way in. */
  Access access() {
    Access plain =
        options.tls()
            ? Access.ANONYMOUS.trusting(
                certificates.folder().resolve(Certificates.TRUST), certificates.password())
            : Access.ANONYMOUS;
    return plain.as(ADMIN, password);
  }

  /** Gives a node its certificates and what the plugin begins with. */
  void configure(Path config) {
    certificates.copyTo(config);
    Path target = Folders.create(config.resolve(NodeHome.SECURITY));
    Folders.children(home.plugin(NodeHome.SECURITY).resolve("config")).stream()
        .filter(file -> file.toString().endsWith(".yml"))
        .forEach(file -> write(target, file));
    Folders.children(options.samples()).forEach(file -> write(target, file));
    Folders.close(config);
  }

  /** The lines of {@code opensearch.yml} that the plugin needs. */
  Map<String, String> settings() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.putAll(stores("transport"));
    lines.put("plugins.security.ssl.transport.enforce_hostname_verification", "false");
    lines.put("plugins.security.ssl.http.enabled", String.valueOf(options.tls()));
    if (options.tls()) {
      lines.putAll(stores("http"));
    }
    lines.put("plugins.security.authcz.admin_dn", list(Certificates.ADMIN_NAME));
    lines.put("plugins.security.nodes_dn", list(Certificates.NODE_NAME));
    lines.put("plugins.security.allow_default_init_securityindex", "true");
    lines.put("plugins.security.restapi.roles_enabled", list("all_access"));
    lines.put("plugins.security.system_indices.enabled", "true");
    lines.put("plugins.security.compliance.salt", certificates.salt());
    lines.put("plugins.security.audit.type", "noop");
    return lines;
  }

  private Map<String, String> stores(String layer) {
    String prefix = "plugins.security.ssl." + layer + ".";
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put(prefix + "keystore_type", "PKCS12");
    lines.put(prefix + "keystore_filepath", Certificates.NODE);
    lines.put(prefix + "keystore_password", certificates.password());
    lines.put(prefix + "truststore_type", "PKCS12");
    lines.put(prefix + "truststore_filepath", Certificates.TRUST);
    lines.put(prefix + "truststore_password", certificates.password());
    return lines;
  }

  private void write(Path folder, Path file) {
    String text = Folders.read(file).replace(HASH, hash);
    Folders.write(folder.resolve(file.getFileName().toString()), text);
  }

  private static String password(SecurityOptions options, Path first) {
    Path remembered = first.resolve(REMEMBERED);
    if (options.adminPassword().isPresent()) {
      return options.adminPassword().get();
    }
    if (Files.exists(remembered)) {
      return Folders.read(remembered).strip();
    }
    if (!Folders.children(first.resolve("data")).isEmpty()) {
      throw new LaunchException(
          "this node was started before with a password of your own: give it again with"
              + " --admin-password, or delete "
              + first
              + " to begin anew");
    }
    return remember(remembered);
  }

  /** Only a password that was made up is kept, beside the private keys and as closed as they. */
  private static String remember(Path file) {
    String made = Passwords.random();
    Folders.create(file.getParent());
    Folders.writeClosed(file, (made + "\n").getBytes(StandardCharsets.UTF_8));
    return made;
  }

  private static String list(String name) {
    return "[\"" + name + "\"]";
  }
}

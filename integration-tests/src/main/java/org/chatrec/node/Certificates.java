package org.chatrec.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates of a home, made by the JDK's own tool the first time they are needed: one for
 * all nodes, one for the administrator's tools, and the authority that signed both, whose key is
 * thrown away. They are for trying out; a cluster in use gets its certificates from its owner's
 * authority.
 *
 * @param folder where they are kept, closed to other accounts
 */
record Certificates(Path folder) {
  static final String NODE_NAME = "CN=node,O=chatrec demo";
  static final String ADMIN_NAME = "CN=admin,O=chatrec demo";
  static final String NODE = "node.p12";
  static final String TRUST = "trust.p12";
  private static final String ADMIN = "admin.p12";
  private static final String AUTHORITY = "ca.pem";
  private static final String PASSWORD = "store-password";
  private static final String SALT = "salt";
  private static final int SALT_LENGTH = 16;
  private static final String SIGNING = "signing.p12";
  private static final String PASSWORD_VARIABLE = "CHATREC_STORE_PASSWORD";

  /** Those of the home; made where there are none. */
  static Certificates of(NodeHome home) {
    Certificates kept = new Certificates(home.folder().resolve("security"));
    if (!Files.exists(kept.folder)) {
      Path draft = home.folder().resolve("security-draft");
      Folders.delete(draft);
      new Certificates(closed(draft)).make();
      Folders.move(draft, kept.folder);
    }
    return kept;
  }

  /** What opens the stores. */
  String password() {
    return Folders.read(folder.resolve(PASSWORD)).strip();
  }

  /** What masked fields are hashed with: sixteen characters, the same on all nodes. */
  String salt() {
    return Folders.read(folder.resolve(SALT)).strip();
  }

  /** For {@code curl --cacert}. */
  Path authority() {
    return folder.resolve(AUTHORITY);
  }

  /** Gives a node its own copies; it may read nothing outside of its folders. */
  void copyTo(Path config) {
    for (String store : List.of(NODE, TRUST)) {
      Folders.copyClosed(folder.resolve(store), config.resolve(store));
    }
  }

  private void make() {
    Folders.write(folder.resolve(PASSWORD), Passwords.random() + "\n");
    Folders.write(folder.resolve(SALT), Passwords.random().substring(0, SALT_LENGTH) + "\n");
    keytool(
        SIGNING,
        "-genkeypair",
        "-alias",
        "ca",
        "-dname",
        "CN=chatrec demo authority",
        "-ext",
        "bc:critical=ca:true",
        "-ext",
        "ku:critical=keyCertSign,cRLSign",
        "-validity",
        "3650",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1");
    signed("node", NODE_NAME, "-ext", "san=dns:localhost,ip:127.0.0.1,ip:::1");
    signed("admin", ADMIN_NAME);
    keytool(SIGNING, "-exportcert", "-rfc", "-alias", "ca", "-file", file(AUTHORITY));
    keytool(TRUST, "-importcert", "-noprompt", "-alias", "ca", "-file", file(AUTHORITY));
    extract("node", NODE);
    extract("admin", ADMIN);
    Folders.delete(folder.resolve(SIGNING));
  }

  private void signed(String alias, String name, String... extensions) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                name,
                "-signer",
                "ca",
                "-validity",
                "3650",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-ext",
                "eku=serverAuth,clientAuth",
                "-ext",
                "ku=digitalSignature"));
    words.addAll(List.of(extensions));
    keytool(SIGNING, words.toArray(String[]::new));
  }

  private void extract(String alias, String store) {
    run(
        "-importkeystore",
        "-srckeystore",
        file(SIGNING),
        "-srcalias",
        alias,
        "-destkeystore",
        file(store),
        "-deststoretype",
        "PKCS12",
        "-srcstorepass:env",
        PASSWORD_VARIABLE,
        "-deststorepass:env",
        PASSWORD_VARIABLE);
  }

  private void keytool(String store, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(
        List.of(
            "-keystore", file(store), "-storetype", "PKCS12", "-storepass:env", PASSWORD_VARIABLE));
    run(all.toArray(String[]::new));
  }

  private void run(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // not on the command line, where every account can read it
    builder.environment().put(PASSWORD_VARIABLE, password());
    Tools.run("keytool", builder, "");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static Path closed(Path folder) {
    try {
      Folders.create(folder.getParent());
      return Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new LaunchException("cannot make " + folder, e);
    }
  }
}

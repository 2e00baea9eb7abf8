package org.chatrec.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificates of a home, made by the real tool. */
class CertificatesTests {
  @TempDir private static Path folder;
  private static Certificates certificates;

  /** Once: the tool starts a virtual machine for each step. */
  @BeforeAll
  static void make() {
    certificates = Certificates.of(new NodeHome(folder));
  }

  @Test
  void theAuthorityThatIsTrustedSignedTheNodesCertificateAndIsNotItself() throws Exception {
    Certificate authority = store(Certificates.TRUST).getCertificate("ca");
    X509Certificate node = (X509Certificate) store(Certificates.NODE).getCertificate("node");
    node.verify(authority.getPublicKey());
    assertThat(node.getSubjectX500Principal().getName()).isEqualTo("CN=node,O=chatrec demo");
    assertThat(node.getSubjectAlternativeNames().toString()).contains("localhost", "127.0.0.1");
    assertThat(node.getPublicKey()).isNotEqualTo(authority.getPublicKey());
  }

  @Test
  void theKeyOfTheAuthorityIsKeptNowhere() throws Exception {
    try (Stream<Path> files = Files.list(certificates.folder())) {
      List<Path> stores = files.filter(file -> file.toString().endsWith(".p12")).toList();
      assertThat(stores).hasSize(3);
      for (Path file : stores) {
        KeyStore store = store(file.getFileName().toString());
        assertThat(Collections.list(store.aliases()))
            .isNotEmpty()
            .noneMatch(alias -> alias.equals("ca") && isKey(store, alias));
      }
    }
  }

  @Test
  void nobodyElseEntersTheFolderOrReadsANodesCopies() throws IOException {
    Path config = Files.createDirectory(folder.resolve("config"));
    certificates.copyTo(config);
    for (Path closed : List.of(certificates.folder(), config.resolve(Certificates.NODE))) {
      assertThat(Files.getPosixFilePermissions(closed))
          .isNotEmpty()
          .allMatch(permission -> permission.name().startsWith("OWNER"))
          .contains(PosixFilePermission.OWNER_READ);
    }
  }

  @Test
  void areMadeOnceAHome() throws Exception {
    String before = certificates.password();
    Certificates again = Certificates.of(new NodeHome(folder));
    assertThat(again.password()).isEqualTo(before);
    assertThat(Certificates.of(new NodeHome(folder.resolve("other"))).password())
        .isNotEqualTo(before);
  }

  private static boolean isKey(KeyStore store, String alias) {
    try {
      return store.isKeyEntry(alias);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private KeyStore store(String name) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(certificates.folder().resolve(name))) {
      store.load(in, certificates.password().toCharArray());
    }
    return store;
  }
}

package org.chatrec.node;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a client introduces itself to a node, and whom it trusts.
 *
 * @param authorization the header, if the client has a name
 * @param trusted the authority that signed the node's certificate, where HTTP is encrypted
 */
public record Access(Optional<String> authorization, Optional<SSLContext> trusted) {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** A client without a name, over plain HTTP. */
  public static final Access ANONYMOUS = new Access(Optional.empty(), Optional.empty());

  /** The same client under this name. */
  public Access as(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Access(Optional.of("Basic " + Base64.getEncoder().encodeToString(pair)), trusted);
  }

  /** The same client, which trusts whom the store names. */
  Access trusting(Path store, String password) {
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password.toCharArray());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(keys);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return new Access(authorization, Optional.of(context));
    } catch (IOException | GeneralSecurityException e) {
      throw new LaunchException("cannot read " + store, e);
    }
  }

  HttpClient client() {
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT);
    trusted.ifPresent(builder::sslContext);
    return builder.build();
  }
}

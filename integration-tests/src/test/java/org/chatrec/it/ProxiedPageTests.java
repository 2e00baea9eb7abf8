package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** The page behind a proxy that has a path of its own and asks for a name and a password. */
@OnRealNode
class ProxiedPageTests {
  private static final String PREFIX = "/search/engine";

  /** Headers that belong to one connection, or that the client writes itself. */
  private static final Set<String> OWN =
      Set.of("host", "connection", "content-length", "transfer-encoding", "accept-encoding");

  private final Rest rest;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private Browser browser;
  private HttpServer proxy;

  ProxiedPageTests(Rest rest) {
    this.rest = rest;
  }

  @BeforeEach
  void open() throws IOException {
    SampleFilms.load(rest);
    browser = Browser.open();
    proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.setExecutor(threads);
    proxy
        .createContext(PREFIX, this::forward)
        .setAuthenticator(
            new BasicAuthenticator("search") {
              @Override
              public boolean checkCredentials(String user, String password) {
                return user.equals("ann") && password.equals("secret");
              }
            });
    proxy.start();
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
    proxy.stop(0);
    threads.shutdownNow();
    client.close();
  }

  private void forward(HttpExchange exchange) throws IOException {
    URI asked = exchange.getRequestURI();
    URI wanted = rest.root().resolve(asked.toString().substring(PREFIX.length()));
    HttpRequest.Builder request = HttpRequest.newBuilder(wanted);
    byte[] body = exchange.getRequestBody().readAllBytes();
    request.method(
        exchange.getRequestMethod(),
        body.length == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange.getRequestHeaders().forEach((name, values) -> copy(request, name, values.getFirst()));
    try (exchange) {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(HttpRequest.Builder request, String name, String value) {
    boolean authorization = name.equalsIgnoreCase("authorization");
    if (!authorization && !OWN.contains(name.toLowerCase(Locale.ROOT))) {
      request.header(name, value);
    }
  }

  @Test
  void everythingThatItNeedsLiesBelowThePathOfTheProxy() {
    URI root =
        URI.create("http://ann:secret@127.0.0.1:" + proxy.getAddress().getPort() + PREFIX + "/");
    Page page = new Page(browser.driver(), root);
    page.compare("films", "miyazaki", "a journey");
    page.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".lines path")));
    page.open("films", "ridley").ask("a film about robots");
    assertThat(page.titles()).isNotEmpty();
    assertThat(page.complaints()).isEmpty();
  }
}

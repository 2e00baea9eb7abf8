package org.chatrec.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chatrec.it.Json;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may change settings gets neither the language model's key nor a way into the network. */
@OnSecuredNode
class LlmKeyTests {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Cinema cinema;
  private final Rest operator;
  private HttpServer listener;

  LlmKeyTests(Cinema cinema) {
    this.cinema = cinema;
    this.operator =
        cinema
            .node()
            .user(
                "operator",
                Role.none().cluster("cluster:admin/settings/update", "cluster:monitor/*"));
  }

  @BeforeEach
  void listen() throws IOException {
    listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.createContext(
        "/",
        exchange -> {
          heard.add(
              exchange.getRequestHeaders().entrySet()
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(500, -1);
          exchange.close();
        });
    listener.start();
  }

  @AfterEach
  void reset() {
    listener.stop(0);
    cinema
        .admin()
        .put(
            "/_cluster/settings",
            "{\"persistent\":{\"chatrec.llm.provider\":null,\"chatrec.llm.base_url\":null,\"chatrec.llm.model\":null}}")
        .orFail();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/v1",
        "http://localhost:%d/v1",
        "http://[::ffff:127.0.0.1]:%d/v1",
        "http://2130706433:%d/v1",
        "http://user@127.0.0.1:%d/v1",
        "http://api.openai.com@127.0.0.1:%d/v1"
      })
  void aForeignHostHearsNoKey(String url) {
    Rest.Answer set =
        operator.put(
            "/_cluster/settings",
            Json.of(
                    "persistent",
                    Json.of(
                        "chatrec.llm.provider",
                        "openai",
                        "chatrec.llm.model",
                        "m",
                        "chatrec.llm.base_url",
                        url.formatted(listener.getAddress().getPort())))
                .toString());
    cinema
        .shopKeeper()
        .post(
            Cinema.CATALOG + "/chat",
            "{\"message\":\"a lonely robot that saves the world and its maker\"}")
        .orFail();
    assertThat(set.status()).isIn(200, 400, 403);
    assertThat(heard).noneMatch(text -> text.contains(SecuredNode.LLM_KEY));
  }

  @Test
  void theKeyIsShownToNobody() {
    for (String path :
        List.of(
            "/_cluster/settings?include_defaults=true&flat_settings=true",
            "/_nodes/settings",
            "/_cluster/state/metadata",
            Cinema.API + "stats",
            Cinema.API + "models")) {
      Rest.Answer answer = cinema.admin().get(path);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().toString()).isNotEmpty().doesNotContain(SecuredNode.LLM_KEY);
    }
  }
}

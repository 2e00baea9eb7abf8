package org.chatrec.rest.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.rest.RestResponse;
import org.opensearch.test.client.NoOpNodeClient;
import org.opensearch.test.rest.FakeRestChannel;
import org.opensearch.test.rest.FakeRestRequest;

class RestUiHandlerTests {

  private static final String PATH = "/_plugins/_chatrec/ui";

  /** What a page or a module asks for: sources, links and imports with an address of its own. */
  private static final Pattern REFERENCE =
      Pattern.compile("(?:src=|href=|from |import )\"(?:\\./)?(?:ui/)?([a-z]+\\.(?:js|css|svg))\"");

  static Stream<String> assets() {
    return RestUiHandler.ASSETS.stream();
  }

  private static RestResponse get(String path, String asset) throws Exception {
    Map<String, String> params = new HashMap<>();
    if (asset != null) {
      params.put("asset", asset);
    }
    FakeRestRequest request =
        new FakeRestRequest.Builder(NamedXContentRegistry.EMPTY)
            .withPath(path)
            .withParams(params)
            .build();
    FakeRestChannel channel = new FakeRestChannel(request, true, 1);
    try (NoOpNodeClient client = new NoOpNodeClient("ui")) {
      new RestUiHandler().handleRequest(request, channel, client);
    }
    return channel.capturedResponse();
  }

  private static RestResponse get(String asset) throws Exception {
    return get(PATH + "/" + asset, asset);
  }

  @ParameterizedTest
  @MethodSource("assets")
  void everyPartIsThereWithItsTypeAndThePolicy(String asset) throws Exception {
    RestResponse response = get(asset);
    assertThat(response.status()).isEqualTo(RestStatus.OK);
    assertThat(response.content().length()).isGreaterThan(50);
    assertThat(response.contentType())
        .isEqualTo(
            switch (asset.substring(asset.lastIndexOf('.'))) {
              case ".html" -> "text/html; charset=UTF-8";
              case ".css" -> "text/css; charset=UTF-8";
              case ".js" -> "text/javascript; charset=UTF-8";
              default -> "image/svg+xml";
            });
    assertThat(header(response, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "http");
    assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @MethodSource("assets")
  void everyPartAsksForPartsOnly(String asset) throws Exception {
    String content = get(asset).content().utf8ToString();
    Matcher references = REFERENCE.matcher(content);
    List<String> named = new ArrayList<>();
    while (references.find()) {
      named.add(references.group(1));
    }
    assertThat(RestUiHandler.ASSETS).containsAll(named);
    if (asset.equals("index.html")) {
      assertThat(named).contains("app.js", "style.css");
      assertThat(content).doesNotContainPattern("<script>|<style|\\son[a-z]+=|\\sstyle=");
    }
  }

  @Test
  void thePageIsWhatTheAddressAloneGives() throws Exception {
    assertThat(get(PATH, null).content()).isEqualTo(get("index.html").content());
  }

  @Test
  void aSlashAtTheEndLeadsBack() throws Exception {
    RestResponse response = get(PATH + "/", null);
    assertThat(response.status()).isEqualTo(RestStatus.MOVED_PERMANENTLY);
    assertThat(header(response, "Location")).isEqualTo("../ui");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../ui/app.js",
        "..%2fapp.js",
        "/etc/passwd",
        "../../../../plugin-descriptor.properties",
        "RestUiHandler.class",
        "app.js/",
        "APP.JS",
        "",
        ".",
        "app.js\u0000"
      })
  void otherNamesAreNotFound(String asset) {
    assertThatExceptionOfType(ResourceNotFoundException.class)
        .isThrownBy(() -> get(asset))
        .satisfies(e -> assertThat(e.status()).isEqualTo(RestStatus.NOT_FOUND));
  }

  private static String header(RestResponse response, String name) {
    return String.join(",", response.getHeaders().get(name));
  }
}

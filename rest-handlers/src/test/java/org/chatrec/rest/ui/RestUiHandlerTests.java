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
import org.opensearch.rest.RestHandler;
import org.opensearch.rest.RestRequest;
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
    return PageParts.names().stream();
  }

  private static RestResponse get(String path, String asset) throws Exception {
    return get(path, asset == null ? Map.of() : Map.of("asset", asset), Map.of());
  }

  private static RestResponse get(
      String path, Map<String, String> params, Map<String, List<String>> headers) throws Exception {
    FakeRestRequest request =
        new FakeRestRequest.Builder(NamedXContentRegistry.EMPTY)
            .withPath(path)
            .withParams(new HashMap<>(params))
            .withHeaders(headers)
            .build();
    FakeRestChannel channel = new FakeRestChannel(request, true, 1);
    try (NoOpNodeClient client = new NoOpNodeClient("ui")) {
      new RestUiHandler(new PageParts()).handleRequest(request, channel, client);
    }
    return channel.capturedResponse();
  }

  private static RestResponse getIfNoneMatch(String asset, String tags) throws Exception {
    return get(PATH + "/" + asset, Map.of("asset", asset), Map.of("If-None-Match", List.of(tags)));
  }

  private static RestResponse get(String asset) throws Exception {
    return get(PATH + "/" + asset, asset);
  }

  @ParameterizedTest
  @MethodSource("assets")
  void everyPartIsThereWithItsTypeAndThePolicy(String asset) throws Exception {
    RestResponse response = get(asset);
    assertThat(response.status()).isEqualTo(RestStatus.OK);
    assertThat(response.content().length()).isPositive();
    assertThat(response.contentType())
        .isEqualTo(
            switch (asset.substring(asset.lastIndexOf('.'))) {
              case ".html" -> "text/html; charset=UTF-8";
              case ".css" -> "text/css; charset=UTF-8";
              case ".js" -> "text/javascript; charset=UTF-8";
              case ".json" -> "application/json; charset=UTF-8";
              case ".txt" -> "text/plain; charset=UTF-8";
              default -> "image/svg+xml";
            });
    assertThat(header(response, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "*", "http", "blob:");
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
    assertThat(PageParts.names()).containsAll(named);
    if (asset.equals("index.html")) {
      assertThat(named).contains("app.js", "style.css");
      assertThat(content).doesNotContainPattern("<script>|<style|\\son[a-z]+=|\\sstyle=");
    }
  }

  @ParameterizedTest
  @MethodSource("assets")
  void whoHasAPartGetsItNoSecondTime(String asset) throws Exception {
    String tag = header(get(asset), "ETag");
    assertThat(tag).matches("\"[0-9a-f]{24}\"");
    for (String known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
      RestResponse again = getIfNoneMatch(asset, known);
      assertThat(again.status()).as(known).isEqualTo(RestStatus.NOT_MODIFIED);
      assertThat(again.content().length()).isZero();
      assertThat(header(again, "ETag")).isEqualTo(tag);
    }
    for (String other : List.of("\"other\"", "", tag.replace("\"", ""), "W/\"other\"")) {
      assertThat(getIfNoneMatch(asset, other).status()).as(other).isEqualTo(RestStatus.OK);
    }
  }

  @Test
  void parametersOfLinksThatWerePassedOnDoNoHarm() throws Exception {
    RestResponse response = get(PATH, Map.of("x", "1", "utm_source", "mail"), Map.of());
    assertThat(response.status()).isEqualTo(RestStatus.OK);
    assertThat(response.content()).isEqualTo(get("index.html").content());
  }

  @Test
  void headIsRoutedWhereGetIs() {
    List<RestHandler.Route> routes = new RestUiHandler(new PageParts()).routes();
    for (RestRequest.Method method : List.of(RestRequest.Method.GET, RestRequest.Method.HEAD)) {
      assertThat(routes)
          .filteredOn(route -> route.getMethod() == method)
          .extracting(RestHandler.Route::getPath)
          .containsExactlyInAnyOrder(PATH, PATH + "/{asset}");
    }
  }

  @Test
  void theBuildListsEveryLanguage() {
    assertThat(PageParts.names())
        .contains("index.html", "app.js", "style.css", "icon.svg", "messages.zh.json");
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

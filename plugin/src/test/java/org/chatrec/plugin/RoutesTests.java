package org.chatrec.plugin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.catalog.CatalogIndices;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.people.sessions.SessionCatalogs;
import org.chatrec.rest.api.RestOpenApiHandler;
import org.opensearch.ExceptionsHelper;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.CheckedFunction;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.common.xcontent.cbor.CborXContent;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.common.xcontent.smile.SmileXContent;
import org.opensearch.common.xcontent.yaml.YamlXContent;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.rest.RestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.test.ClusterServiceUtils;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.test.client.NoOpNodeClient;
import org.opensearch.test.rest.FakeRestChannel;
import org.opensearch.test.rest.FakeRestRequest;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

/** What holds for every route that the plugin registers, those to come among them. */
public class RoutesTests extends OpenSearchTestCase {

  private record Case(RestHandler handler, RestRequest.Method method, String path) {
    Map<String, String> parts(String value) {
      Map<String, String> parts = new HashMap<>();
      Pattern.compile("\\{([a-z_]+)}")
          .matcher(path)
          .results()
          .forEach(part -> parts.put(part.group(1), value));
      return parts;
    }

    boolean changes() {
      return method != RestRequest.Method.GET && method != RestRequest.Method.HEAD;
    }
  }

  private ThreadPool threads;
  private ClusterService cluster;
  private NoOpNodeClient client;

  @Override
  public void setUp() throws Exception {
    super.setUp();
    threads = new TestThreadPool(getTestName());
    cluster = ClusterServiceUtils.createClusterService(threads);
    client = new NoOpNodeClient(threads);
  }

  @Override
  public void tearDown() throws Exception {
    client.close();
    cluster.close();
    ThreadPool.terminate(threads, 1, TimeUnit.MINUTES);
    super.tearDown();
  }

  /** None of the plugin's indices is there, so that every catalogue and session is unknown. */
  private List<Case> routes(Settings settings) {
    StateClient state = new StateClient(client, () -> cluster, () -> null);
    SessionCatalogs sessions = new SessionCatalogs(state);
    List<Case> all = new ArrayList<>();
    for (RestHandler handler :
        ChatrecPlugin.handlers(settings, new CatalogIndices(state), sessions)) {
      handler
          .routes()
          .forEach(route -> all.add(new Case(handler, route.getMethod(), route.getPath())));
    }
    assertTrue("most of the contract is there", all.size() > 12);
    return all;
  }

  /** The status that the request ends with before any action is called; 200 where one is. */
  private RestStatus status(Case route, RestRequest request) {
    try {
      FakeRestChannel channel = new FakeRestChannel(request, true, 1);
      route.handler().handleRequest(request, channel, client);
      return RestStatus.OK;
    } catch (Exception e) {
      assertFalse(route + " " + e, String.valueOf(e.getMessage()).contains("StreamRead"));
      return ExceptionsHelper.status(e);
    }
  }

  private RestRequest request(Case route, Consumer<FakeRestRequest.Builder> more) {
    FakeRestRequest.Builder builder =
        new FakeRestRequest.Builder(xContentRegistry())
            .withMethod(route.method())
            .withPath(route.path())
            .withParams(route.parts("x"));
    more.accept(builder);
    return builder.build();
  }

  private static Map<String, List<String>> headers(String... pairs) {
    Map<String, List<String>> headers = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      headers.put(pairs[i], List.of(pairs[i + 1]));
    }
    return headers;
  }

  public void testAPageOfAnotherSiteChangesNothing() {
    List<Map<String, List<String>>> foreign =
        List.of(
            headers("Sec-Fetch-Site", "cross-site"),
            headers("Sec-Fetch-Site", "same-site", "Origin", "http://node", "Host", "node"),
            headers("Origin", "http://evil.example", "Host", "node:9200"),
            headers("Origin", "null", "Host", "node:9200"),
            headers("Origin", "http://node:9201", "Host", "node:9200"),
            headers("Origin", "http://node:9200"),
            headers("Origin", "http://node:9200.evil.example", "Host", "node:9200"));
    int refused = 0;
    for (Case route : routes(Settings.EMPTY)) {
      for (Map<String, List<String>> headers : foreign) {
        RestStatus status = status(route, request(route, b -> b.withHeaders(headers)));
        assertEquals(route + " " + headers, route.changes(), status == RestStatus.FORBIDDEN);
        refused += route.changes() ? 1 : 0;
      }
    }
    assertTrue(refused > 5 * foreign.size());
  }

  public void testTheOwnPageAndOtherClientsMay() {
    for (Map<String, List<String>> headers :
        List.of(
            headers(),
            headers("Sec-Fetch-Site", "same-origin", "Origin", "https://shop", "Host", "node:9200"),
            headers("Sec-Fetch-Site", "none"),
            headers("Origin", "http://NODE:9200", "Host", "node:9200"),
            headers("Origin", "https://node", "Host", "node:443"),
            headers("Origin", "http://[::1]:9200", "Host", "[::1]:9200"))) {
      for (Case route : routes(Settings.EMPTY)) {
        RestStatus status = status(route, request(route, b -> b.withHeaders(headers)));
        assertNotSame(route + " " + headers, RestStatus.FORBIDDEN, status);
      }
    }
  }

  public void testTheHostJudgesOriginsWhereItAllowsOthers() {
    Settings cors =
        Settings.builder()
            .put("http.cors.enabled", true)
            .put("http.cors.allow-origin", "http://shop")
            .build();
    for (Case route : routes(cors)) {
      RestRequest request =
          request(route, b -> b.withHeaders(headers("Origin", "http://shop", "Host", "node")));
      assertNotSame(route.toString(), RestStatus.FORBIDDEN, status(route, request));
    }
  }

  public void testFormsAndTextsAreNoBodies() {
    int refused = 0;
    for (Case route : routes(Settings.EMPTY)) {
      for (String type :
          List.of(
              "application/x-www-form-urlencoded",
              "multipart/form-data; boundary=x",
              "text/plain")) {
        RestRequest request = request(route, b -> b.withHeaders(headers("Content-Type", type)));
        boolean unsupported = status(route, request) == RestStatus.UNSUPPORTED_MEDIA_TYPE;
        assertEquals(route + " " + type, route.changes(), unsupported);
        refused += unsupported ? 1 : 0;
      }
    }
    assertTrue(refused > 10);
  }

  public void testPartsOfThePathAreNeitherBlankNorEndless() {
    int refused = 0;
    for (Case route : routes(Settings.EMPTY)) {
      for (String part :
          List.of(
              "",
              " ",
              "\t",
              "\u00a0\u3000",
              "\u200b",
              "x".repeat(513),
              "é".repeat(257),
              "\ud800")) {
        if (!route.parts("x").isEmpty()) {
          RestRequest request = request(route, b -> b.withParams(route.parts(part)));
          assertEquals(route + " [" + part + "]", RestStatus.BAD_REQUEST, status(route, request));
          refused++;
        }
      }
    }
    assertTrue(refused > 50);
  }

  private static final Map<XContentType, CheckedFunction<OutputStream, XContentBuilder, Exception>>
      FORMATS =
          Map.of(
              XContentType.JSON, out -> new XContentBuilder(JsonXContent.jsonXContent, out),
              XContentType.YAML, out -> new XContentBuilder(YamlXContent.yamlXContent, out),
              XContentType.CBOR, out -> new XContentBuilder(CborXContent.cborXContent, out),
              XContentType.SMILE, out -> new XContentBuilder(SmileXContent.smileXContent, out));

  /** Bodies that a parser's limits forbid, written in each format without such limits. */
  private static Map<String, Map<XContentType, BytesReference>> bombs() throws Exception {
    Map<String, Map<XContentType, BytesReference>> bombs = new HashMap<>();
    bombs.put("deep", new HashMap<>());
    bombs.put("name", new HashMap<>());
    bombs.put("number", new HashMap<>());
    String deep = "[".repeat(1_100) + "]".repeat(1_100);
    bombs.get("deep").put(XContentType.JSON, new BytesArray("{\"message\":" + deep + "}"));
    bombs.get("deep").put(XContentType.YAML, new BytesArray("message: " + deep));
    bombs.get("deep").put(XContentType.CBOR, nested((byte) 0xa1, "message", (byte) 0x81, 0xf6));
    bombs
        .get("number")
        .put(XContentType.JSON, new BytesArray("{\"size\":" + "9".repeat(1_100) + "}"));
    bombs.get("number").put(XContentType.YAML, new BytesArray("size: " + "9".repeat(1_100) + ""));
    for (XContentType type : FORMATS.keySet()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (XContentBuilder builder = FORMATS.get(type).apply(out)) {
        builder.startObject().field("x".repeat(60_000), 1).endObject();
      }
      bombs.get("name").put(type, new BytesArray(out.toByteArray()));
    }
    return bombs;
  }

  /** CBOR: a map of one name whose value is an array in an array, and so on. */
  private static BytesReference nested(byte map, String name, byte array, int end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(map);
    out.write(0x60 + name.length());
    out.writeBytes(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    for (int i = 0; i < 1_100; i++) {
      out.write(array);
    }
    out.write(end);
    return new BytesArray(out.toByteArray());
  }

  public void testBodiesBeyondAParsersLimitsAreTheClientsFault() throws Exception {
    Map<String, Map<XContentType, BytesReference>> bombs = bombs();
    int refused = 0;
    for (Case route : routes(Settings.EMPTY)) {
      for (Map.Entry<String, Map<XContentType, BytesReference>> kind : bombs.entrySet()) {
        for (Map.Entry<XContentType, BytesReference> body : kind.getValue().entrySet()) {
          RestRequest request = request(route, b -> b.withContent(body.getValue(), body.getKey()));
          RestStatus status = status(route, request);
          assertTrue(
              route + " " + kind.getKey() + " " + body.getKey() + " " + status,
              status.getStatus() < 500);
          refused += status == RestStatus.BAD_REQUEST ? 1 : 0;
        }
      }
    }
    assertTrue(refused > 20);
  }

  public void testBodiesThatAreNotWhatTheyAreCalledAreTheClientsFault() {
    for (Case route : routes(Settings.EMPTY)) {
      for (XContentType type : FORMATS.keySet()) {
        for (String text :
            List.of(
                "{\"a\":",
                "\u0000\u0001\u0002",
                "[]",
                "7",
                "\"x\"",
                "{\"a\":1}}",
                "\ufeff{",
                "a: [b")) {
          RestRequest request = request(route, b -> b.withContent(new BytesArray(text), type));
          RestStatus status = status(route, request);
          assertTrue(route + " " + type + " " + text + " " + status, status.getStatus() < 500);
        }
        byte[] noise = new byte[between(1, 200)];
        random().nextBytes(noise);
        RestRequest request = request(route, b -> b.withContent(new BytesArray(noise), type));
        assertTrue(status(route, request).getStatus() < 500);
      }
    }
  }

  private static Map<String, Object> description() throws Exception {
    FakeRestRequest request = new FakeRestRequest();
    FakeRestChannel channel = new FakeRestChannel(request, true, 1);
    new RestOpenApiHandler().handleRequest(request, channel, null);
    return XContentHelper.convertToMap(
            channel.capturedResponse().content(), true, XContentType.JSON)
        .v2();
  }

  @SuppressWarnings("unchecked") // JSON object keys are strings
  private static Map<String, Object> map(Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }

  private static Map<String, Object> at(Object value, String... path) {
    Map<String, Object> found = map(value);
    for (String part : path) {
      found = map(found.get(part));
    }
    return found;
  }

  private static String operation(RestRequest.Method method, String path) {
    return method.name().toLowerCase(Locale.ROOT) + " " + path;
  }

  public void testEveryRouteIsDescribedAndNoOther() throws Exception {
    Map<String, Object> description = description();
    Set<String> described = new TreeSet<>();
    Set<Object> ids = new HashSet<>();
    at(description, "paths")
        .forEach(
            (path, methods) ->
                map(methods)
                    .forEach(
                        (method, operation) -> {
                          described.add(method + " " + path);
                          assertTrue(method + path, ids.add(map(operation).get("operationId")));
                          Set<Object> parameters = new HashSet<>();
                          if (map(operation).get("parameters") instanceof List<?> list) {
                            list.forEach(
                                one -> {
                                  if (map(one).get("in").equals("path")) {
                                    parameters.add(map(one).get("name"));
                                  }
                                });
                          }
                          Set<Object> parts = new HashSet<>();
                          Pattern.compile("\\{([a-z_]+)}")
                              .matcher(path)
                              .results()
                              .forEach(part -> parts.add(part.group(1)));
                          assertEquals(method + path, parts, parameters);
                        }));
    Set<String> registered = new TreeSet<>();
    routes(Settings.EMPTY).forEach(route -> registered.add(operation(route.method, route.path)));
    assertEquals(registered, described);
    Set<String> schemas = at(description, "components", "schemas").keySet();
    Pattern.compile("#/components/schemas/([A-Za-z]+)")
        .matcher(description.toString())
        .results()
        .forEach(ref -> assertTrue(ref.group(), schemas.contains(ref.group(1))));
  }

  private static final Map<String, Object> REQUIRED =
      Map.of(
          "events", List.of(Map.of("user_id", "u", "type", "search")),
          "arms", Map.of("a", Map.of(), "b", Map.of("popularity", 1)),
          "texts", List.of("x"));

  /** What a parser accepts it says itself, when it is given what it does not. */
  public void testBodiesHaveTheFieldsThatAreDescribed() throws Exception {
    Map<String, Object> description = description();
    int compared = 0;
    for (Case route : routes(Settings.EMPTY)) {
      String method = route.method.name().toLowerCase(Locale.ROOT);
      Map<String, Object> schema =
          at(
              description,
              "paths",
              route.path,
              method,
              "requestBody",
              "content",
              "application/json",
              "schema");
      if (schema.get("$ref") instanceof String ref) {
        schema = at(description, "components", "schemas", ref.substring(ref.lastIndexOf('/') + 1));
      }
      if (Boolean.FALSE.equals(schema.get("additionalProperties"))) {
        Map<String, Object> body = new HashMap<>();
        if (schema.get("required") instanceof List<?> required) {
          required.forEach(name -> body.put((String) name, REQUIRED.getOrDefault(name, "x")));
        }
        body.put("no_such_field", 1);
        Set<String> described = new TreeSet<>(map(schema.get("properties")).keySet());
        for (String field : described) {
          if (!accepted(route, body).contains(field)) { // asked for where it is given alone
            body.put(field, true);
          }
        }
        assertEquals(route.toString(), described, accepted(route, body));
        compared++;
      }
    }
    assertTrue("" + compared, compared > 8);
  }

  private Set<String> accepted(Case route, Map<String, Object> body) throws Exception {
    try (XContentBuilder json = JsonXContent.contentBuilder().map(body)) {
      RestRequest request =
          request(route, b -> b.withContent(BytesReference.bytes(json), XContentType.JSON));
      Exception refused =
          expectThrows(
              Exception.class,
              () ->
                  route
                      .handler()
                      .handleRequest(request, new FakeRestChannel(request, true, 1), client));
      Matcher fields =
          Pattern.compile("unknown field \\[no_such_field], accepted are \\[(.*)]")
              .matcher(String.valueOf(refused.getMessage()));
      assertTrue(route + ": " + refused.getMessage(), fields.matches());
      return new TreeSet<>(List.of(fields.group(1).split(", ")));
    }
  }
}

package org.chatrec.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes a wrong request of a right one: mostly in its structure (a value of another type, a field
 * that is missing, doubled or unknown), now and then in its bytes, its path or its content type.
 */
final class Mutator {
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/x-ndjson",
          "application/yaml",
          "application/cbor",
          "application/smile",
          "text/plain",
          "application/json;charset=utf-16",
          "x");

  private final RandomGenerator random;
  private final HostileValues values;

  Mutator(RandomGenerator random) {
    this.random = random;
    this.values = new HostileValues(random);
  }

  FuzzRequest mutate(Seed seed) {
    List<JsonNode> body = new ArrayList<>();
    seed.body().forEach(document -> body.add(document.deepCopy()));
    String path = random.nextInt(seed.body().isEmpty() ? 2 : 6) == 0 ? path(seed) : seed.path();
    if (!body.isEmpty()) {
      for (int i = 0; i <= random.nextInt(3); i++) {
        int at = random.nextInt(body.size());
        body.set(at, mutated(body.get(at)));
      }
    }
    FuzzRequest request = seed.request(path, body);
    return switch (random.nextInt(12)) {
      case 0 -> bytes(request);
      case 1 -> type(request);
      default -> request;
    };
  }

  private JsonNode mutated(JsonNode document) {
    List<JsonNode> places = new ArrayList<>();
    places(document, places);
    if (places.isEmpty() || random.nextInt(40) == 0) {
      return values.next();
    }
    switch (places.get(random.nextInt(places.size()))) {
      case ObjectNode object -> mutate(object);
      case ArrayNode array -> mutate(array);
      default -> throw new IllegalStateException("only containers are places");
    }
    return document;
  }

  /** All objects and lists that have something in them. */
  private static void places(JsonNode node, List<JsonNode> into) {
    if (node.isContainerNode() && !node.isEmpty()) {
      into.add(node);
      node.forEach(child -> places(child, into));
    }
  }

  private void mutate(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = names.get(random.nextInt(names.size()));
    switch (random.nextInt(8)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(values.text(), object.get(name).deepCopy());
      case 2 -> object.set(name + "x", values.next());
      case 3 -> {
        JsonNode alone = object.get(name);
        object.putArray(name).add(alone);
      }
      default -> object.set(name, values.next());
    }
  }

  private void mutate(ArrayNode array) {
    int at = random.nextInt(array.size());
    switch (random.nextInt(4)) {
      case 0 -> array.remove(at);
      case 1 -> array.add(array.get(at).deepCopy());
      case 2 -> array.insert(at, values.next());
      default -> array.set(at, values.next());
    }
  }

  /** A name in the path, or a parameter, becomes another one. */
  private String path(Seed seed) {
    if (random.nextInt(3) == 0) {
      char sign = seed.path().indexOf('?') < 0 ? '?' : '&';
      String name = random.nextBoolean() ? "size" : encoded(values.text());
      return seed.path() + sign + name + "=" + encoded(values.text());
    }
    String[] parts = seed.path().split("/", -1);
    int own = seed.path().startsWith("/_plugins/") ? 4 : 1; // the plugin's own names stand first
    int at = own + random.nextInt(Math.max(1, parts.length - own));
    if (at < parts.length) {
      parts[at] = encoded(values.text());
    }
    return String.join("/", parts);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private FuzzRequest bytes(FuzzRequest request) {
    byte[] body = request.body().clone();
    if (body.length == 0) {
      return request;
    }
    if (random.nextBoolean()) {
      body = Arrays.copyOf(body, random.nextInt(body.length));
    } else {
      for (int i = 0; i <= random.nextInt(4); i++) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
    }
    return new FuzzRequest(request.method(), request.path(), request.type(), body);
  }

  private FuzzRequest type(FuzzRequest request) {
    String type = TYPES.get(random.nextInt(TYPES.size()));
    return new FuzzRequest(request.method(), request.path(), type, request.body());
  }
}

package org.chatrec.benchmarks.shop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.chatrec.demo.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with one product in mind, who describes it in part, answers what is asked back, says one
 * thing more at a time, once remembers something wrongly and takes it back, and says no to what
 * differs. What is said depends on the product, the shopper's own chance and the answers alone.
 */
final class Shopper {

  private final JsonNode wanted;
  private final Random random;
  private final Deque<String> facets = new ArrayDeque<>();
  private final @Nullable String mistaken;
  private boolean corrected;
  private int turn;

  /**
   * @param wanted the product in mind
   * @param others of the catalogue, of whose colours one is taken for the wanted one's by mistake
   */
  Shopper(JsonNode wanted, List<Dataset.Item> others, long seed) {
    this.wanted = wanted;
    this.random = new Random(seed);
    List<String> known = new ArrayList<>(List.of("brand", "price", "material"));
    for (String field : List.of("audience", "size", "storage", "battery", "age_from", "volume")) {
      if (wanted.hasNonNull(field)) {
        known.add(field);
      }
    }
    for (String field : List.of("waterproof", "wireless", "milk_frother")) {
      if (wanted.path(field).asBoolean()) {
        known.add(field);
      }
    }
    Collections.shuffle(known, random);
    facets.addAll(known);
    String other = others.get(random.nextInt(others.size())).source().path("color").asText("");
    this.mistaken = other.isEmpty() || other.equals(text("color")) ? null : other;
  }

  /**
   * What is said next.
   *
   * @param answer to what was said before; null at the beginning
   * @return null where nothing is left to say
   */
  @Nullable String says(@Nullable JsonNode answer) {
    turn++;
    if (answer == null) {
      String begins = pick("I'm looking for %s", "%s please", "do you have %s?", "show me %s");
      String what = text("category") + (mistaken == null ? "" : " in " + mistaken);
      return begins.formatted(what);
    }
    JsonNode asked = answer.at("/ask/choices");
    for (JsonNode choice : asked) {
      String value = choice.isTextual() ? choice.asText() : choice.path("value").asText();
      if (isTrueOf(value)) {
        return value;
      }
    }
    if (mistaken != null && !corrected) {
      corrected = true;
      return pick("no, in %s", "sorry, %s instead", "not " + mistaken + ", %s")
          .formatted(text("color"));
    }
    JsonNode first = answer.at("/hits/0/source");
    String brand = first.path("brand").asText("");
    if (turn == 4 && !brand.isEmpty() && !brand.equals(text("brand"))) {
      return "not " + brand;
    }
    return facets.isEmpty() ? null : facet(facets.poll());
  }

  private String facet(String field) {
    double price = wanted.path("price").asDouble();
    return switch (field) {
      case "brand" -> pick("from %s", "by %s", "%s").formatted(text("brand"));
      case "price" ->
          pick("under %s", "not more than %s euros").formatted(Math.round(price * 1.1) + 1);
      case "material" -> pick("made of %s", "%s").formatted(text("material"));
      case "audience" -> "for " + text("audience");
      case "size" ->
          "in size " + wanted.path("size").get(random.nextInt(wanted.path("size").size())).asText();
      case "storage" -> text("storage") + " GB";
      case "battery" -> "at least " + text("battery") + " hours of battery";
      case "age_from" -> "for a %s year old".formatted(wanted.path("age_from").asInt() + 1);
      case "volume" -> text("volume");
      default -> field.replace('_', ' ');
    };
  }

  private boolean isTrueOf(String choice) {
    String sought = choice.toLowerCase(Locale.ROOT);
    for (JsonNode value : wanted) {
      for (JsonNode one : value.isArray() ? value : List.of(value)) {
        if (one.asText().toLowerCase(Locale.ROOT).equals(sought)) {
          return true;
        }
      }
    }
    return false;
  }

  private String pick(String... ways) {
    return ways[random.nextInt(ways.length)];
  }

  private String text(String field) {
    return wanted.path(field).asText("");
  }
}

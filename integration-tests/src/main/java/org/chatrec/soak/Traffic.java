package org.chatrec.soak;

import java.util.List;
import java.util.random.RandomGenerator;
import org.chatrec.demo.FilmsNode;
import org.chatrec.node.Rest;

/** What people do at the demo's films, drawn by a seed: the same seed does the same. */
final class Traffic {
  private static final String CATALOG = FilmsNode.CATALOG;
  private static final String API = "/_plugins/_chatrec/catalogs/" + CATALOG;

  /** So many people that each is served often, and gets a long history. */
  private static final int PEOPLE = 300;

  private static final int FILMS = 557;
  private static final int EVENTS_AT_ONCE = 10;

  private static final List<String> TYPES =
      List.of("view", "click", "like", "dislike", "rating", "impression");

  private static final List<String> SUBJECTS =
      List.of("space", "robots", "a heist", "boxing", "war", "a family", "the sea", "samurai");

  private static final List<String> CONDITIONS =
      List.of("", " after 1990", " but no horror", " from Japan", " under two hours");

  private final Rest rest;
  private final RandomGenerator random;

  Traffic(Rest rest, RandomGenerator random) {
    this.rest = rest;
    this.random = random;
  }

  /** Sends the next request and waits for its answer. */
  Rest.Answer next() {
    return switch (random.nextInt(10)) {
      case 0, 1 -> chat();
      case 2, 3 -> recommend();
      case 4 -> rest.get(API + "/items/" + film() + "/similar?size=5");
      case 5, 6 -> events();
      default -> search();
    };
  }

  private Rest.Answer chat() {
    return rest.post(
        API + "/chat",
        """
        {"message":"films about %s%s","user_id":"%s"}"""
            .formatted(of(SUBJECTS), of(CONDITIONS), person()));
  }

  private Rest.Answer recommend() {
    return rest.post(
        API + "/recommend",
        """
        {"user_id":"%s","size":10,"exploration":0.1}"""
            .formatted(person()));
  }

  private Rest.Answer search() {
    return rest.post(
        "/" + CATALOG + "/_search",
        """
        {"query":{"match":{"overview":"%s"}},"ext":{"chatrec":{"user_id":"%s","retrieval":"hybrid"}}}"""
            .formatted(of(SUBJECTS), person()));
  }

  private Rest.Answer events() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < EVENTS_AT_ONCE; i++) {
      String type = of(TYPES);
      String value = type.equals("rating") ? ",\"value\":" + (1 + random.nextInt(5)) : "";
      lines.append(
          "{\"user_id\":\"%s\",\"item_id\":\"%s\",\"type\":\"%s\"%s}%n"
              .formatted(person(), film(), type, value));
    }
    return rest.postLines(API + "/events", lines.toString());
  }

  private String person() {
    return "soak" + random.nextInt(PEOPLE);
  }

  private String film() {
    String number = String.valueOf(1 + random.nextInt(FILMS));
    return "f" + "0".repeat(3 - number.length()) + number;
  }

  private String of(List<String> words) {
    return words.get(random.nextInt(words.size()));
  }
}

package org.chatrec.benchmarks.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.Planner;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Tokenizer;

/**
 * Requests for films with the plans that people would make of them. Alternatives are parted by
 * {@code |}; the gold is the plan after the last message of the session.
 */
final class FilmRequests {
  private static final JsonMapper JSON = new JsonMapper();

  private final List<JsonNode> requests;

  private FilmRequests(List<JsonNode> requests) {
    this.requests = requests;
  }

  static FilmRequests read(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(FilmRequests.class.getResourceAsStream(resource), resource),
                StandardCharsets.UTF_8))) {
      List<JsonNode> requests = new ArrayList<>();
      for (String line : reader.lines().filter(l -> !l.isBlank()).toList()) {
        requests.add(JSON.readTree(line));
      }
      return new FilmRequests(requests);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  /**
   * @param errors where differences are told; empty for requests that nobody is to look at
   */
  Tally score(Planner planner, Shelf shelf, Optional<Errors> errors) {
    Tally tally = new Tally();
    for (JsonNode request : requests) {
      Conversation conversation = new Conversation(planner, shelf.card(), shelf::search);
      request.path("context").forEach(message -> conversation.say(message.asText()));
      List<ShownItem> before = conversation.shown();
      String message = request.get("message").asText();
      Optional<Plan> plan = conversation.say(message).map(outcome -> outcome.plan());
      List<Want> wanted = wanted(request, shelf.card(), before);
      List<Slot> found = plan.map(p -> found(p, request, shelf)).orElse(List.of());
      score(tally, wanted, found, plan.map(Plan::query).orElse(""), message, errors);
    }
    return tally;
  }

  private static void score(
      Tally tally,
      List<Want> wanted,
      List<Slot> found,
      String query,
      String message,
      Optional<Errors> errors) {
    List<Slot> left = new ArrayList<>(found);
    List<Want> missed = new ArrayList<>();
    Set<String> words = words(query);
    for (Want want : wanted) {
      Optional<Slot> hit = left.stream().filter(want.slots::contains).findFirst();
      hit.ifPresent(left::remove);
      if (hit.isEmpty() && want.words.stream().noneMatch(words::contains)) {
        missed.add(want);
      }
    }
    tally.add(wanted.size() - missed.size(), left.size(), missed.size());
    if (!missed.isEmpty() || !left.isEmpty()) {
      errors.ifPresent(
          e -> e.tell("film", message, "missed " + missed + " wrong " + left + " query " + query));
    }
  }

  /** Something that the plan should have: one of the slots, or one of the words in its query. */
  private record Want(List<Slot> slots, Set<String> words) {
    @Override
    public String toString() {
      return slots.isEmpty() ? "words " + words : slots + (words.isEmpty() ? "" : " or " + words);
    }
  }

  private static List<Want> wanted(JsonNode request, CatalogCard card, List<ShownItem> before) {
    List<Want> wanted = new ArrayList<>();
    request.path("filters").forEach(f -> wanted.add(new Want(slots(f, card), Set.of())));
    request
        .path("sort")
        .forEach(s -> wanted.add(named("sort " + s.get("field").asText(), s.get("order"))));
    for (JsonNode title : request.path("like")) {
      String text = title.asText();
      boolean position = text.matches("#\\d+");
      int at = position ? Integer.parseInt(text.substring(1)) - 1 : 0;
      String named = position && at < before.size() ? before.get(at).title() : text;
      wanted.add(new Want(List.of(Slot.of("like", "eq", named, false)), Set.of()));
    }
    addNamed(wanted, "size", request);
    addNamed(wanted, "intent", request);
    if (request.has("query")) {
      wanted.add(new Want(List.of(), words(request.get("query").asText())));
    }
    if (request.has("query_or_filter")) {
      JsonNode either = request.get("query_or_filter");
      wanted.add(
          new Want(
              List.of(
                  Slot.of(either.get("field").asText(), "eq", either.get("value").asText(), false)),
              words(either.get("query").asText())));
    }
    return wanted;
  }

  private static void addNamed(List<Want> wanted, String field, JsonNode request) {
    if (request.has(field)) {
      wanted.add(named(field, request.get(field)));
    }
  }

  private static Want named(String field, JsonNode value) {
    return new Want(
        alternatives(value.asText()).map(v -> Slot.of(field, "eq", v, false)).toList(), Set.of());
  }

  private static List<Slot> slots(JsonNode filter, CatalogCard card) {
    List<Slot> slots = new ArrayList<>();
    for (String field : alternatives(filter.get("field").asText()).toList()) {
      boolean integer = card.field(field).filter(f -> f.kind() == FieldKind.INTEGER).isPresent();
      for (String op : alternatives(filter.get("op").asText()).toList()) {
        alternatives(filter.get("value").asText())
            .map(v -> integer ? (Object) Double.valueOf(v) : v)
            .forEach(v -> slots.add(Slot.of(field, op, v, integer)));
      }
    }
    return slots;
  }

  private static java.util.stream.Stream<String> alternatives(String text) {
    return Arrays.stream(text.split("\\|"));
  }

  private static List<Slot> found(Plan plan, JsonNode request, Shelf shelf) {
    List<Slot> found = new ArrayList<>(Slot.of(plan.filters(), shelf.card()));
    plan.sort()
        .forEach(s -> found.add(Slot.of("sort " + s.field(), "eq", s.order().label(), false)));
    plan.likeItems().forEach(id -> found.add(Slot.of("like", "eq", shelf.titleOf(id), false)));
    if (plan.size() != Conversation.DEFAULT_SIZE || request.has("size")) {
      found.add(Slot.of("size", "eq", "" + plan.size(), false));
    }
    if (request.has("intent")) {
      found.add(Slot.of("intent", "eq", plan.intent().label(), false));
    }
    return found;
  }

  private static Set<String> words(String text) {
    return Arrays.stream(Tokenizer.key(text).split(" "))
        .filter(w -> !w.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}

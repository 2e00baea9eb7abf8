package org.chatrec.benchmarks.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.Planner;
import org.chatrec.conversation.text.Tokenizer;

/**
 * The dialogues of one service in the Schema-Guided Dialogue dataset (Rastogi et al. 2020, "Towards
 * Scalable Multi-domain Conversational Agents"). Its catalogue has the service's slots as fields
 * and the values that are said in its dialogues. The person's turns are fed one by one; on those
 * that search, the plan's filters are compared with the gold state, what is carried over included.
 * What the system offers is not fed, so a slot that is filled by accepting an offer is missed.
 */
final class Dialogues {
  /** The year that the dialogues were written in, which "last year" is relative to. */
  static final int YEAR = 2019;

  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<String> SEARCHES = Set.of("FindMovies", "LookupSong");

  private final String service;
  private final CatalogCard card;
  private final Map<String, List<JsonNode>> turnsByDialogue = new LinkedHashMap<>();

  private Dialogues(String service, List<JsonNode> turns, JsonNode schema) {
    this.service = service;
    turns.forEach(
        turn ->
            turnsByDialogue
                .computeIfAbsent(turn.get("dialogue_id").asText(), id -> new ArrayList<>())
                .add(turn));
    this.card = card(service, turns, schema);
  }

  /**
   * @param folder with {@code sgd_dev_turns.jsonl} and {@code dev_schema.json}
   */
  static List<Dialogues> read(Path folder, List<String> services) {
    try {
      Map<String, List<JsonNode>> turns = new LinkedHashMap<>();
      for (String line : Files.readAllLines(folder.resolve("sgd_dev_turns.jsonl"))) {
        JsonNode turn = JSON.readTree(line);
        turns.computeIfAbsent(turn.get("service").asText(), s -> new ArrayList<>()).add(turn);
      }
      JsonNode schemas = JSON.readTree(folder.resolve("dev_schema.json").toFile());
      return services.stream()
          .map(service -> new Dialogues(service, turns.get(service), schema(schemas, service)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  String service() {
    return service;
  }

  CatalogCard card() {
    return card;
  }

  /**
   * @param limit of dialogues
   */
  Tally score(Planner planner, int limit, Optional<Errors> errors) {
    Tally tally = new Tally();
    turnsByDialogue.values().stream().limit(limit).forEach(t -> score(t, planner, tally, errors));
    return tally;
  }

  private void score(List<JsonNode> turns, Planner planner, Tally tally, Optional<Errors> errors) {
    Conversation conversation = new Conversation(planner, card, plan -> List.of());
    for (JsonNode turn : turns) {
      String message = turn.get("utterance").asText();
      Optional<Plan> plan = conversation.say(message).map(outcome -> outcome.plan());
      if (SEARCHES.contains(turn.get("intent").asText())) {
        List<Slot> found = plan.map(p -> Slot.of(p.filters(), card)).orElse(List.of());
        compare(turn, found, tally, errors);
      }
    }
  }

  private void compare(JsonNode turn, List<Slot> found, Tally tally, Optional<Errors> errors) {
    List<Slot> left = new ArrayList<>(found);
    List<String> missed = new ArrayList<>();
    int wanted = 0;
    for (Map.Entry<String, JsonNode> slot : turn.get("slot_values").properties()) {
      List<Slot> same = new ArrayList<>();
      slot.getValue().forEach(value -> same.add(slot(slot.getKey(), value.asText())));
      if (same.stream().noneMatch(s -> s.value().equals("dontcare"))) {
        wanted++;
        Optional<Slot> hit = left.stream().filter(same::contains).findFirst();
        hit.ifPresentOrElse(left::remove, () -> missed.add(same.toString()));
      }
    }
    tally.add(wanted - missed.size(), left.size(), missed.size());
    if (!missed.isEmpty() || !left.isEmpty()) {
      errors.ifPresent(
          e ->
              e.tell(
                  service, turn.get("utterance").asText(), "missed " + missed + " wrong " + left));
    }
  }

  private Slot slot(String field, String value) {
    boolean number = card.field(field).filter(f -> f.kind().isNumeric()).isPresent();
    return number && value.matches("\\d+")
        ? Slot.of(field, "eq", Integer.valueOf(value), true)
        : Slot.of(field, "eq", value, false);
  }

  private static JsonNode schema(JsonNode schemas, String service) {
    for (JsonNode schema : schemas) {
      if (schema.get("service_name").asText().equals(service)) {
        return schema;
      }
    }
    throw new IllegalArgumentException("no service [" + service + "]");
  }

  private static CatalogCard card(String service, List<JsonNode> turns, JsonNode schema) {
    List<CardField> fields = new ArrayList<>();
    String title = "title";
    for (JsonNode slot : schema.get("slots")) {
      String name = slot.get("name").asText();
      title = name.endsWith("_name") ? name : title;
      field(name, values(name, turns, slot)).ifPresent(fields::add);
    }
    return new CatalogCard(service, "en", title, fields);
  }

  /** Values that differ in case or plural only are one, written as it is said most. */
  private static List<FieldValue> values(String name, List<JsonNode> turns, JsonNode slot) {
    Map<String, Long> said = new TreeMap<>();
    slot.get("possible_values").forEach(v -> said.merge(v.asText(), 1L, Long::sum));
    for (JsonNode turn : turns) {
      turn.get("slot_values").path(name).forEach(v -> said.merge(v.asText(), 1L, Long::sum));
    }
    said.remove("dontcare");
    Map<String, FieldValue> byKey = new LinkedHashMap<>();
    said.forEach(
        (value, count) ->
            byKey.merge(Tokenizer.key(value), new FieldValue(value, count), Dialogues::mostSaid));
    return byKey.values().stream()
        .sorted(Comparator.comparingLong(FieldValue::count).reversed())
        .toList();
  }

  private static FieldValue mostSaid(FieldValue a, FieldValue b) {
    return new FieldValue(a.count() >= b.count() ? a.value() : b.value(), a.count() + b.count());
  }

  private static Optional<CardField> field(String name, List<FieldValue> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    boolean whole = values.stream().allMatch(v -> v.value().matches("\\d{1,9}"));
    if (!whole) {
      return Optional.of(CardField.keyword(name, values));
    }
    double[] sorted =
        values.stream().mapToDouble(v -> Double.parseDouble(v.value())).sorted().toArray();
    return Optional.of(
        CardField.number(name, FieldKind.INTEGER, sorted[0], sorted[sorted.length - 1]));
  }
}

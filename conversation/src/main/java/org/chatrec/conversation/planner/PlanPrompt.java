package org.chatrec.conversation.planner;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.catalog.Units;
import org.chatrec.conversation.llm.JsonAnswers;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.conversation.text.Characters;
import org.chatrec.conversation.text.Resources;

/** The LLM planner's prompt: fixed instructions, and the data as one JSON document. */
final class PlanPrompt {
  private static final int VALUES_PER_FIELD = 40;
  private static final int TURNS = 4;
  private static final int MAX_MESSAGE = 1_000;
  private static final int MAX_SHOWN = 200;
  private static final int MOST_SHOWN = 20;

  private final String instructions = Resources.text("prompts/plan-v2.txt");
  private final JsonAnswers json;
  private final Clock clock;

  /**
   * @param clock tells the model which day "the last five years" end on
   */
  PlanPrompt(JsonAnswers json, Clock clock) {
    this.json = json;
    this.clock = clock;
  }

  String instructions() {
    return instructions;
  }

  String data(PlanRequest request) {
    return json.write(document(request));
  }

  /** The same, with what was wrong about the first answer. */
  String repair(PlanRequest request, String answer, String problem) {
    Map<String, Object> document = document(request);
    document.put("rejected_answer", shortened(answer));
    document.put("problem", problem);
    return json.write(document);
  }

  private Map<String, Object> document(PlanRequest request) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("fields", request.card().fields().stream().map(PlanPrompt::field).toList());
    document.put("interests", request.interestTerms());
    document.put("earlier_messages", earlier(request));
    request
        .state()
        .lastSearch()
        .ifPresent(plan -> document.put("plan_so_far", soFar(plan, request.state())));
    document.put("shown", shown(request.state().lastShown()));
    document.put("today", LocalDate.now(clock).toString());
    document.put("default_size", request.defaultSize());
    document.put("message", shortened(request.message()));
    return document;
  }

  /** What stays of a plan, in the words of an answer: positions and opinions were one turn's. */
  private static Map<String, Object> soFar(Plan plan, DialogueState state) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("intent", plan.intent());
    document.put("query", plan.query());
    document.put("filters", plan.filters());
    document.put("like_items", plan.likeItems().stream().map(state::titleOf).toList());
    document.put("sort", plan.sort());
    document.put("size", plan.size());
    return document;
  }

  private static Map<String, Object> field(CardField field) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("name", field.name());
    description.put("kind", field.kind().name().toLowerCase(Locale.ROOT));
    if (field.said().role() != null) {
      description.put("about", field.said().role().name().toLowerCase(Locale.ROOT));
    }
    Units.of(field, field.max() == null ? 0 : field.max())
        .ifPresent(unit -> description.put("unit", unit));
    if (!field.said().labels().isEmpty()) {
      description.put("called", field.said().labels());
    }
    if (!field.values().isEmpty()) {
      description.put(
          "frequent_values",
          field.values().stream().limit(VALUES_PER_FIELD).map(FieldValue::value).toList());
    }
    if (field.min() != null && field.max() != null) {
      description.put("range", List.of(bound(field, field.min()), bound(field, field.max())));
    }
    return description;
  }

  /** As an answer has to write it: a whole number, a day, or a number of few digits. */
  private static Object bound(CardField field, double value) {
    return switch (field.kind()) {
      case INTEGER -> Math.round(value);
      case DATE ->
          Instant.ofEpochMilli(Math.round(value)).atOffset(ZoneOffset.UTC).toLocalDate().toString();
      default -> Math.round(100 * value) / 100.0;
    };
  }

  private static List<String> earlier(PlanRequest request) {
    List<Turn> turns = request.state().turns();
    return turns.subList(Math.max(0, turns.size() - TURNS), turns.size()).stream()
        .map(turn -> shortened(turn.message()))
        .toList();
  }

  private static List<Map<String, Object>> shown(List<ShownItem> items) {
    List<Map<String, Object>> shown = new ArrayList<>();
    for (ShownItem item : items) {
      Map<String, Object> fields = new LinkedHashMap<>();
      item.fields().forEach((name, value) -> fields.put(name, brief(value)));
      shown.add(
          Map.of("position", shown.size() + 1, "title", brief(item.title()), "fields", fields));
    }
    return shown;
  }

  /** Enough to be told by: an item may hold any number of values of any length. */
  private static Object brief(Object value) {
    return switch (value) {
      case String text -> Characters.begin(text, MAX_SHOWN);
      case List<?> many -> many.stream().limit(MOST_SHOWN).map(PlanPrompt::brief).toList();
      default -> value;
    };
  }

  private static String shortened(String text) {
    return text.length() > MAX_MESSAGE ? text.substring(0, MAX_MESSAGE) : text;
  }
}

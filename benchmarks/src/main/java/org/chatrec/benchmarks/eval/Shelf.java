package org.chatrec.benchmarks.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Tokenizer;
import org.chatrec.demo.Dataset;

/**
 * A catalogue in memory: its card, its titles, and a search that is just good enough to show
 * something between two messages.
 */
final class Shelf implements TitleLookup {
  private static final JsonMapper JSON = new JsonMapper();

  private final CatalogCard card;
  private final List<ShownItem> items;

  private Shelf(CatalogCard card, List<ShownItem> items) {
    this.card = card;
    this.items = items;
  }

  /** The films of the demo, with the card that a node makes of them. */
  static Shelf of(Dataset dataset) {
    List<String> fields = new ArrayList<>();
    dataset.definition().get("filter_fields").forEach(name -> fields.add(name.asText()));
    String title = dataset.definition().get("title_field").asText();
    List<ShownItem> items =
        dataset.items().stream()
            .map(
                i ->
                    new ShownItem(
                        i.id(), i.source().get(title).asText(), values(i.source(), fields)))
            .toList();
    JsonNode types = dataset.definition().at("/create/properties");
    List<CardField> cardFields =
        fields.stream().map(f -> field(f, types.get(f).get("type").asText(), items)).toList();
    return new Shelf(new CatalogCard(dataset.catalog(), "en", title, cardFields), items);
  }

  CatalogCard card() {
    return card;
  }

  String titleOf(String id) {
    return items.stream()
        .filter(item -> item.id().equals(id))
        .map(ShownItem::title)
        .findFirst()
        .orElse(id);
  }

  /** As the node's look-up: all words must be in the title, an exact title comes first. */
  @Override
  public List<ShownItem> byTitle(String text, int limit) {
    List<String> words = words(text);
    return items.stream()
        .filter(item -> words(item.title()).containsAll(words))
        .sorted(Comparator.comparingInt(item -> item.title().length()))
        .limit(limit)
        .toList();
  }

  /** What the plan finds: what passes its filters, best words first, in its order. */
  List<ShownItem> search(Plan plan) {
    List<String> words = words(plan.query());
    Comparator<ShownItem> order =
        Comparator.comparingLong(
            item -> -words(item.title()).stream().filter(words::contains).count());
    for (Sort sort : plan.sort().reversed()) {
      order = bySort(sort).thenComparing(order);
    }
    return items.stream()
        .filter(item -> plan.filters().stream().allMatch(f -> passes(item, f)))
        .sorted(order)
        .limit(plan.size())
        .toList();
  }

  private static Comparator<ShownItem> bySort(Sort sort) {
    Comparator<ShownItem> ascending =
        Comparator.comparing(item -> String.valueOf(item.fields().get(sort.field())));
    return sort.order() == SortOrder.ASC ? ascending : ascending.reversed();
  }

  private static boolean passes(ShownItem item, Filter filter) {
    Object raw = item.fields().get(filter.field());
    Collection<?> has =
        raw instanceof Collection<?> many ? many : raw == null ? List.of() : List.of(raw);
    return switch (filter.op()) {
      case EQ, IN -> filter.values().stream().anyMatch(v -> has.stream().anyMatch(h -> same(h, v)));
      case NOT -> filter.values().stream().noneMatch(v -> has.stream().anyMatch(h -> same(h, v)));
      case GT -> has.stream().anyMatch(h -> number(h) > number(filter.value()));
      case GTE -> has.stream().anyMatch(h -> number(h) >= number(filter.value()));
      case LT -> has.stream().anyMatch(h -> number(h) < number(filter.value()));
      case LTE -> has.stream().anyMatch(h -> number(h) <= number(filter.value()));
    };
  }

  private static boolean same(Object a, Object b) {
    return a instanceof Number ? number(a) == number(b) : a.equals(b);
  }

  private static double number(Object value) {
    return value instanceof Number n ? n.doubleValue() : Double.NaN;
  }

  private static List<String> words(String text) {
    return Arrays.stream(Tokenizer.key(text).split(" ")).filter(w -> !w.isEmpty()).toList();
  }

  private static Map<String, Object> values(JsonNode source, List<String> fields) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String field : fields) {
      if (source.hasNonNull(field)) {
        values.put(field, JSON.convertValue(source.get(field), Object.class));
      }
    }
    return values;
  }

  private static CardField field(String name, String type, List<ShownItem> items) {
    List<Object> values =
        items.stream()
            .map(item -> item.fields().get(name))
            .flatMap(
                v ->
                    v instanceof Collection<?> many
                        ? many.stream()
                        : java.util.stream.Stream.ofNullable(v))
            .map(v -> (Object) v)
            .toList();
    if (type.equals("integer")) {
      double[] sorted = values.stream().mapToDouble(Shelf::number).sorted().toArray();
      return CardField.number(name, FieldKind.INTEGER, sorted[0], sorted[sorted.length - 1]);
    }
    Map<String, Long> counts = new TreeMap<>();
    values.forEach(v -> counts.merge(String.valueOf(v), 1L, Long::sum));
    return CardField.keyword(
        name,
        counts.entrySet().stream()
            .map(e -> new FieldValue(e.getKey(), e.getValue()))
            .sorted(Comparator.comparingLong(FieldValue::count).reversed())
            .toList());
  }
}

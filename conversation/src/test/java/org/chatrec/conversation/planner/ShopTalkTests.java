package org.chatrec.conversation.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.chatrec.conversation.Fixtures;
import org.chatrec.conversation.PlanText;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldDescription;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.state.Turn;
import org.chatrec.conversation.text.Resources;
import org.chatrec.conversation.text.Tokenizer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * How people really talk in a shop whose products differ in what they have: abbreviations,
 * compounds, misspellings, denials of a part. Messages and plans stand in {@code
 * planner/shop-talk.txt}.
 */
class ShopTalkTests {
  private static final CatalogCard SHOP =
      new CatalogCard(
          "shop",
          "en",
          "title",
          List.of(
              words(
                  "category",
                  FieldRole.GENRE,
                  "running shoes",
                  "walking shoes",
                  "hiking boots",
                  "jackets",
                  "coats",
                  "tents",
                  "backpacks",
                  "bags",
                  "bicycles",
                  "laptops",
                  "phones",
                  "headphones",
                  "kettles",
                  "coffee machines",
                  "toys"),
              words("color", FieldRole.COLOUR, "black", "blue", "red", "white"),
              words("size", FieldRole.SIZE, "S", "M", "L", "37", "39", "40"),
              words("material", null, "wool", "down", "leather", "cotton"),
              words("audience", FieldRole.GENDER, "women", "men", "kids"),
              amount("price", FieldKind.DECIMAL, 3, 1500, "EUR", "price"),
              amount("age_from", FieldKind.INTEGER, 0, 12, null, "age"),
              amount("sleeps", FieldKind.INTEGER, 1, 6, "people", "sleeps"),
              amount("weight", FieldKind.INTEGER, 50, 20000, "g", "weight"),
              amount("storage", FieldKind.INTEGER, 32, 1024, "GB", "storage"),
              amount("battery", FieldKind.DECIMAL, 4, 400, "h", "battery life"),
              amount("noise", FieldKind.INTEGER, 30, 90, "dB", "noise"),
              amount("stock", FieldKind.INTEGER, 0, 500, null, "pieces in stock"),
              amount("rating", FieldKind.DECIMAL, 1, 5, null, "rating"),
              flag("waterproof", "防水"),
              flag("wireless", "无线"),
              flag("milk_frother", "奶泡")),
          List.of("description"),
          true);

  private static final List<ShownItem> SHOWN =
      List.of(
          new ShownItem(
              "p1", "Ridge tent", Map.of("category", "tents", "price", 299.0, "sleeps", 2)),
          new ShownItem("p3", "Steel tent peg", Map.of("category", "backpacks", "price", 5.0)),
          new ShownItem("p2", "Dinosaur puzzle", Map.of("category", "toys", "price", 19.0)),
          new ShownItem("p5", "Fold bicycle lock", Map.of("category", "locks", "price", 59.0)),
          new ShownItem("p4", "City bicycle helmet", Map.of("category", "helmets", "price", 69.0)));

  private final RulesPlanner planner =
      new RulesPlanner(new Shelf(), new ValueIndexes(), Fixtures.CLOCK);

  /** Some items, and what their texts say that they have. */
  private static final class Shelf implements TitleLookup {
    private static final Set<String> SAID = Set.of("hood", "zip");

    @Override
    public List<ShownItem> byTitle(String text, int limit) {
      return ShopTalkTests.byTitle(text, limit);
    }

    @Override
    public Mention mention(String words) {
      return SAID.contains(words)
          ? Mention.HAD
          : words.equals("caffeine") ? Mention.LACKED : Mention.NONE;
    }
  }

  private static List<ShownItem> byTitle(String text, int limit) {
    List<String> words = List.of(Tokenizer.key(text).split(" "));
    return SHOWN.stream()
        .filter(item -> List.of(Tokenizer.key(item.title()).split(" ")).containsAll(words))
        .limit(limit)
        .toList();
  }

  @TestFactory
  Stream<DynamicTest> understandsShopTalk() {
    return Resources.lines("planner/shop-talk.txt").stream()
        .map(line -> line.split(" ==> ", 2))
        .map(sides -> DynamicTest.dynamicTest(sides[0], () -> check(sides[0], sides[1].strip())));
  }

  private void check(String messages, String expected) {
    DialogueState state = DialogueState.empty();
    String last = "";
    for (String message : messages.split(" >> ")) {
      PlanRequest request = new PlanRequest(message, state, SHOP, 5, List.of());
      PlanOutcome outcome = planner.plan(request, Deadline.after(Duration.ofMinutes(1)));
      last = PlanText.of(outcome.plan());
      state = state.with(new Turn(state.nextNumber(), message, outcome.plan(), SHOWN, 0));
    }
    assertThat(last).as("%s", messages).isEqualTo(expected);
  }

  private static CardField words(String name, @Nullable FieldRole role, String... values) {
    return CardField.keyword(
            name, Stream.of(values).map(value -> new FieldValue(value, 10)).toList())
        .as(new FieldDescription(role, null, Map.of("en", name)));
  }

  private static CardField amount(
      String name, FieldKind kind, double min, double max, @Nullable String unit, String label) {
    return CardField.number(name, kind, min, max)
        .as(
            new FieldDescription(
                null,
                unit,
                Map.of(
                    "en",
                    label,
                    "zh",
                    label.equals("battery life") ? "续航" : label,
                    "de",
                    label.equals("battery life") ? "Akkulaufzeit" : label)));
  }

  private static CardField flag(String name, String chinese) {
    return new CardField(name, FieldKind.BOOLEAN, List.of(), null, null)
        .as(new FieldDescription(null, null, Map.of("en", name, "zh", chinese)));
  }
}

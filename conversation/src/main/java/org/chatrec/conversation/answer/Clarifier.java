package org.chatrec.conversation.answer;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.state.DialogueState;
import org.chatrec.conversation.text.Language;
import org.chatrec.conversation.text.Tokenizer;

/**
 * Decides whether a question back is worth it, and which: the one whose answer is expected to tell
 * most, that is the field whose values have the greatest entropy over what was found (Shannon 1948;
 * as decision trees choose, Quinlan 1986).
 */
public final class Clarifier {
  /** With fewer there is nothing to decide. */
  private static final long FEWEST_ITEMS = 8;

  /** Of those found, how many must have a value of the field. */
  private static final double COVERED = 0.7;

  /** Bits; less is a question that mostly gets the answer that was shown already. */
  private static final double LEAST_GAIN = 0.9;

  /** More values are no choice that somebody keeps in mind. */
  private static final int MOST_VALUES = 8;

  private static final int MOST_CHOICES = 4;

  /** Whoever gave more knows what they want. */
  private static final int MOST_FILTERS = 1;

  private static final int MOST_WORDS = 2;

  /**
   * A question back.
   *
   * @param field that it asks for
   * @param choices values of it, the most frequent first
   */
  public record Ask(String field, String text, List<String> choices) {}

  /**
   * What was found has of a field.
   *
   * @param without items that have no value of it
   */
  public record Spread(List<FieldValue> values, long without) {}

  /** The fields that may be asked for; none where the person gave enough, or was asked before. */
  public List<CardField> fields(Plan plan, DialogueState state, CatalogCard card) {
    boolean asked = state.turns().stream().anyMatch(turn -> turn.asked() != null);
    if (asked || !isVague(plan)) {
      return List.of();
    }
    return card.fields().stream()
        .filter(field -> field.kind() == FieldKind.KEYWORD && isAsked(FieldRole.of(field)))
        .filter(field -> plan.filters().stream().noneMatch(by -> by.field().equals(field.name())))
        .toList();
  }

  private static boolean isVague(Plan plan) {
    boolean searches =
        plan.intent() == Intent.SEARCH
            || plan.intent() == Intent.RECOMMEND
            || plan.intent() == Intent.REFINE;
    String query = Tokenizer.key(plan.query());
    return searches
        && plan.scope() == Scope.ALL
        && plan.sort().isEmpty()
        && plan.likeItems().isEmpty()
        && plan.filters().size() <= MOST_FILTERS
        && (query.isEmpty() || query.split(" ").length <= MOST_WORDS);
  }

  /** What people can say of something that they have not seen. */
  private static boolean isAsked(FieldRole role) {
    return switch (role) {
      case GENDER, SIZE, COLOUR, GENRE, BRAND, AGE -> true;
      default -> false;
    };
  }

  /**
   * The question that tells most.
   *
   * @param found how many items were found
   * @param spreads of the fields that may be asked for, over these items
   */
  public Optional<Ask> ask(
      Language language, CatalogCard card, long found, Map<String, Spread> spreads) {
    if (found < FEWEST_ITEMS) {
      return Optional.empty();
    }
    AnswerPack pack = AnswerPack.of(language);
    return spreads.entrySet().stream()
        .filter(field -> isChoice(found, field.getValue()))
        .filter(field -> gain(field.getValue()) >= LEAST_GAIN)
        .max(Comparator.comparingDouble(field -> gain(field.getValue())))
        .map(field -> ask(pack, card, field.getKey(), field.getValue()));
  }

  private static boolean isChoice(long found, Spread spread) {
    int values = spread.values().size();
    return values >= 2 && values <= MOST_VALUES && found - spread.without() >= COVERED * found;
  }

  /** Entropy in bits of an item's value. */
  private static double gain(Spread spread) {
    double all = spread.values().stream().mapToLong(FieldValue::count).sum();
    return spread.values().stream()
        .mapToDouble(value -> value.count() / all)
        .filter(share -> share > 0)
        .map(share -> -share * Math.log(share) / Math.log(2))
        .sum();
  }

  private static Ask ask(AnswerPack pack, CatalogCard card, String field, Spread spread) {
    FieldRole role = card.field(field).map(FieldRole::of).orElse(FieldRole.OTHER);
    List<String> choices =
        spread.values().stream().limit(MOST_CHOICES).map(FieldValue::value).toList();
    return new Ask(field, pack.say("ask." + role.name().toLowerCase(Locale.ROOT)), choices);
  }
}

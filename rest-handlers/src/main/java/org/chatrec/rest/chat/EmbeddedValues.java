package org.chatrec.rest.chat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.catalog.ValueSimilarity;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.rest.support.TimeLeft;

/**
 * Values of the catalogue by meaning, with the catalogue's own model: only the frequent ones of
 * fields with few values, for names of people are near each other without meaning the same.
 */
final class EmbeddedValues implements ValueSimilarity {

  private static final int MAX_VALUES = 200;

  /**
   * How far a value lies above what is usual between a text and words that have nothing to do with
   * it, in standard deviations. Of fifteen words that mean a genre ("mafia", "scary", "love story")
   * all lie above with bge-small, thirteen with MiniLM and twelve with e5; of twelve that mean none
   * ("laptop", "pump", "passport") none does, the highest is 2.2. MiniLM takes "hilarious" for
   * Horror all the same.
   */
  private static final double NEAR = 3.5;

  /** Everyday words of fields of their own. */
  private static final List<String> UNRELATED =
      List.of(
          "garden",
          "laptop",
          "river",
          "banana",
          "lawyer",
          "copper",
          "dentist",
          "bridge",
          "sugar",
          "invoice",
          "mountain",
          "engine",
          "wool",
          "prayer",
          "tennis",
          "shirt",
          "virus",
          "piano",
          "bread",
          "tuesday");

  private final NearestMeaning nearest;
  private final NearestMeaning.Model model;

  /** By one model, as far as there is time. */
  EmbeddedValues(NearestMeaning nearest, String model, Deadline deadline) {
    this.nearest = nearest;
    this.model = new NearestMeaning.Model(model, TimeLeft.retrieval(deadline));
  }

  @Override
  public Optional<String> nearest(CardField field, String text) {
    if (field.values().isEmpty() || field.values().size() > MAX_VALUES) {
      return Optional.empty();
    }
    // without their counts, which change with every item
    List<String> values = field.values().stream().map(FieldValue::value).toList();
    OptionalInt near = nearest.of(model, text, values, UNRELATED, NEAR);
    return near.isPresent() ? Optional.of(values.get(near.getAsInt())) : Optional.empty();
  }
}

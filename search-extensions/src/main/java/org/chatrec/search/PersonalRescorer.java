package org.chatrec.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilder;

/** The rescorer of a catalogue for a user who has been looked up already. */
public final class PersonalRescorer {

  /**
   * What nearness in meaning counts, where nothing is said, against words. Cosines of texts lie
   * within a few tenths, so of (1+cos)/2 little tells a good hit from any other, while words use
   * the whole of [0,1].
   */
  private static final double SEMANTIC_TO_LEXICAL = 2;

  private PersonalRescorer() {}

  /** What was typed: what the request says it was, else what its query shows. */
  public static String words(PersonalOptions options, @Nullable QueryBuilder query) {
    return options.text() == null ? QueryText.of(query) : options.text();
  }

  /**
   * Answers with the part of what was typed, in [0,1], that names one thing.
   *
   * @param weights as in {@link #of}
   * @param words what was typed, see {@link #words}
   */
  public static void named(
      ExactTitle titles,
      String catalog,
      UserInterests user,
      Map<String, Double> weights,
      String words,
      ActionListener<Double> listener) {
    titles.named(plan(catalog, weights, null), user, words, listener);
  }

  private static RescorePlan.OfCatalog plan(
      String catalog, Map<String, Double> weights, @Nullable Double lexicalPivot) {
    Map<String, Double> ofCatalog = new HashMap<>(weights);
    ofCatalog.remove(PersonalOptions.SEMANTIC);
    return new RescorePlan.OfCatalog(catalog, null, ofCatalog, lexicalPivot);
  }

  /**
   * Blends the catalogue's signals, and nearness to a text if there is one.
   *
   * @param weights replace the catalogue's, by name; may have {@link PersonalOptions#SEMANTIC}
   * @param lexicalPivot null for the catalogue's
   * @param named the part of what was typed that names one thing, see {@link #named}
   * @param meaning the vector of the text searched for, or null
   */
  public static InterestRescorerBuilder of(
      String catalog,
      UserInterests user,
      Map<String, Double> weights,
      @Nullable Double lexicalPivot,
      double named,
      float @Nullable [] meaning) {
    Double semantic = weights.get(PersonalOptions.SEMANTIC);
    RescorePlan.OfSignals plan = plan(catalog, weights, lexicalPivot).resolve(user, named);
    List<SignalSpec> signals = new ArrayList<>(plan.signals());
    double weight = semantic == null ? SEMANTIC_TO_LEXICAL * plan.lexicalWeight() : semantic;
    if (meaning != null && weight > 0) {
      signals.add(
          new InterestSpec(
              PersonalOptions.SEMANTIC,
              user.catalog().vectorField(),
              InterestVectors.of(meaning),
              weight));
    }
    return new InterestRescorerBuilder(plan.lexicalWeight(), plan.lexicalPivot(), signals);
  }
}

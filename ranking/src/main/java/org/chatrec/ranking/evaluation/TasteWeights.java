package org.chatrec.ranking.evaluation;

/**
 * What the signals of a recommendation without words count, on the scale of calibrated parts.
 *
 * @param content likeness of the text to the user's interests
 * @param collaborative liking by people of similar taste
 * @param popularity liking by everybody
 */
public record TasteWeights(double content, double collaborative, double popularity) {

  /** One strategy of recommending alone. */
  public static final TasteWeights CONTENT = new TasteWeights(1, 0, 0);

  /** See {@link #CONTENT}. */
  public static final TasteWeights COLLABORATIVE = new TasteWeights(0, 1, 0);

  /** See {@link #CONTENT}. */
  public static final TasteWeights POPULARITY = new TasteWeights(0, 0, 1);

  /** Both personal weights together: how far taste moves a list at all. */
  public double personal() {
    return content + collaborative;
  }
}

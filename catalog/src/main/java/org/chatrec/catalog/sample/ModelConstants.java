package org.chatrec.catalog.sample;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.chatrec.embedding.Embedded;
import org.chatrec.embedding.EmbeddingOutcome;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.LongText;
import org.chatrec.embedding.Purpose;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.calibration.CatalogSample;
import org.chatrec.ranking.vector.Vectors;

/**
 * What the likeness of a question to a text on something else usually is, with one model: measured
 * on a few texts of different subjects, as every model puts unrelated texts at another distance.
 */
final class ModelConstants {

  private static final List<String> QUESTIONS =
      List.of(
          "running shoes for flat feet",
          "how do volcanoes erupt",
          "a comedy about a wedding",
          "cheap flights to Lisbon",
          "symptoms of iron deficiency",
          "introduction to linear algebra",
          "vegetarian lasagne",
          "used electric guitar");

  private static final List<String> TEXTS =
      List.of(
          "The treaty was signed in 1648 and ended thirty years of war.",
          "A dishwasher with a quiet motor and three baskets.",
          "He repairs clocks in a small town and falls in love with a pianist.",
          "Penguins keep their eggs warm on their feet through the winter.",
          "This library parses dates in many formats.",
          "Cotton shirt with long sleeves and a button-down collar.",
          "The bank raised its interest rate by a quarter of a percent.",
          "Two detectives follow a trail of stolen paintings across Europe.");

  private final EmbeddingService embeddings;

  ModelConstants(EmbeddingService embeddings) {
    this.embeddings = embeddings;
  }

  /** Never fails: of a model that cannot run, what is usual with any. */
  CompletionStage<Calibration> of(String model) {
    CompletionStage<List<EmbeddingOutcome>> texts =
        embeddings.embed(model, TEXTS, Purpose.DOCUMENT, LongText.TRUNCATE);
    return embeddings
        .embed(model, QUESTIONS, Purpose.QUERY, LongText.TRUNCATE)
        .thenCombine(texts, ModelConstants::likeness)
        .exceptionally(unusable -> CatalogSample.ANY_MODEL);
  }

  private static Calibration likeness(
      List<EmbeddingOutcome> questions, List<EmbeddingOutcome> texts) {
    double[] likeness = new double[questions.size() * texts.size()];
    int pair = 0;
    for (EmbeddingOutcome question : questions) {
      for (EmbeddingOutcome text : texts) {
        likeness[pair++] =
            question instanceof Embedded one && text instanceof Embedded other
                ? (1 + Vectors.cosine(one.vector(), other.vector())) / 2
                : Double.NaN;
      }
    }
    Calibration usual = Calibration.of(likeness);
    return usual.deviation() > 0 ? usual : CatalogSample.ANY_MODEL;
  }
}

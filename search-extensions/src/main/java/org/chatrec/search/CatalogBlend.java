package org.chatrec.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.CatalogSignals;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.blend.PersonalShare;
import org.chatrec.ranking.blend.Ratio;
import org.chatrec.ranking.blend.Saturation;
import org.chatrec.ranking.blend.Scale;
import org.chatrec.ranking.blend.TopicFirst;
import org.chatrec.ranking.calibration.CatalogSample;
import org.chatrec.ranking.calibration.CatalogSample.Space;
import org.chatrec.ranking.calibration.SampledItem;
import org.chatrec.ranking.query.InterestSimilarity;
import org.chatrec.ranking.vector.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * The signals of a catalogue for one question of one person, each calibrated: the one place that
 * decides what a score is the sum of, for searches, chats and recommendations alike. A signal is
 * left out where there is nothing to say: nothing personal for a user nobody knows.
 *
 * <p>Taste is compared with what is usual <em>near the question</em>: who likes horror likes all
 * horror films, and is told apart by them no more. Without a question the whole catalogue is what
 * it is compared with.
 */
public final class CatalogBlend {

  /** The part for likeness to given items. */
  public static final String SIMILAR = "similar";

  /** The part for likeness to what the person is after at the moment. */
  public static final String PRESENT = "session";

  /** What somebody is after at the moment counts so much more than what they like at all times. */
  private static final double PRESENT_TO_TASTE = 2;

  /** What is meant by "like this one" is clearer than what is meant by words. */
  private static final double SIMILAR_TO_SEMANTIC = 1.5;

  /** From this specificity on, a question has a topic that is kept to. */
  private static final double TOPIC = 0.5;

  /** Texts nearer than this differ in a colour or a size; two films of a series have .86. */
  private static final double ONE_TEXT = 0.95;

  private static final double[] NONE = {};

  private final UserInterests user;
  private final CatalogSignals catalog;
  private final CatalogSample sample;
  private final Question question;
  private final Wanted wanted;
  private final SignalWeights weights;

  /** Of the sampled items; empty where there is nothing to compare with. */
  private final double[] askedScores;

  private final double[] contentScores;
  private final double[] collaborativeScores;
  private final double[] presentScores;

  private CatalogBlend(UserInterests user, Question question, Wanted wanted) {
    this.user = user;
    this.catalog = user.catalog();
    this.sample = user.sample();
    this.question = question;
    this.wanted = wanted;
    InterestSimilarity asked = question.asked();
    this.askedScores = asked == null ? NONE : sample.scores(Space.TEXT, asked);
    this.contentScores =
        user.known() && !user.content().isEmpty()
            ? sample.scores(Space.TEXT, InterestVectors.of(user.content()).similarity())
            : NONE;
    float[] vector = user.known() ? user.collaborative() : null;
    this.collaborativeScores =
        vector == null || catalog.collaborativeField() == null
            ? NONE
            : sample.scores(Space.COLLABORATIVE, InterestVectors.of(vector).similarity());
    this.presentScores =
        isPresent()
            ? sample.scores(Space.TEXT, InterestVectors.of(user.present()).similarity())
            : NONE;
    this.weights = catalog.weights().withPersonal(share()).with(wanted.weights());
  }

  /**
   * What a request wants.
   *
   * @param weights in the place of the catalogue's, by name
   * @param lexicalPivot the first-pass score that counts half, in the place of calibration; null
   *     for that
   * @param semantic whether nearness in meaning is part of the score
   */
  public record Wanted(
      Map<String, Double> weights, @Nullable Double lexicalPivot, boolean semantic) {

    /** What the catalogue says, with nearness in meaning. */
    public static final Wanted DEFAULT = new Wanted(Map.of(), null, true);

    /** Checks names and ranges. */
    public Wanted {
      SignalWeights.DEFAULT.with(weights);
      weights = Map.copyOf(weights);
      if (lexicalPivot != null) {
        Checks.positive("lexical_pivot", lexicalPivot);
      }
    }
  }

  /** All signals that there is something to say about. */
  public static Blend of(UserInterests user, Question question, Wanted wanted) {
    return new CatalogBlend(user, question, wanted).blend();
  }

  /** Whether what is known of the user counts in a request. */
  static boolean isPersonal(UserInterests user, Map<String, Double> weights) {
    SignalWeights counted = user.catalog().weights().with(weights);
    return user.known() && counted.content() + counted.collaborative() > 0;
  }

  private Blend blend() {
    List<SignalSpec> signals = new ArrayList<>();
    addAsked(signals);
    addContent(signals);
    addCollaborative(signals);
    addPresent(signals);
    addPopularity(signals);
    return new Blend(question.words() ? weights.lexical() : 0, lexical(), signals);
  }

  /** Of a vague question taste takes what it wants, of a topic what keeps to it. */
  private double share() {
    double specificity = specificity();
    double share = PersonalShare.of(user.evidence(), question.named(), specificity);
    if (askedScores.length == 0 || !user.known() || share == 0) {
      return share;
    }
    double free = Math.max(0, 1 - specificity / TOPIC);
    return free * share + (1 - free) * ofTopic(askedScores, share);
  }

  private double ofTopic(double[] words, double share) {
    SignalWeights usual = catalog.weights().with(wanted.weights());
    Calibration meaning = sample.usual(words);
    double[] asked = new double[words.length];
    double[] topic = new double[words.length];
    for (int i = 0; i < topic.length; i++) {
      SampledItem item = sample.items().get(i);
      asked[i] = usual.semantic() * meaning.of(words[i]) + usual.lexical() * byWords(item.id());
      topic[i] = asked[i] + usual.popularity() * sample.popularity().of(item.popularity());
    }
    double[] taste = new double[words.length];
    add(taste, usual.content(), Space.TEXT, contentScores);
    add(taste, usual.collaborative(), Space.COLLABORATIVE, collaborativeScores);
    add(taste, present(usual), Space.TEXT, presentScores);
    return TopicFirst.share(asked, topic, taste, share, this::sayTheSame);
  }

  private boolean sayTheSame(int item, int other) {
    return Vectors.cosine(sample.items().get(item).text(), sample.items().get(other).text())
        >= ONE_TEXT;
  }

  private double byWords(String id) {
    WordScores scores = question.scores();
    return scores == null ? 0 : scores.share(id);
  }

  private void add(double[] taste, double weight, Space space, double[] scores) {
    if (scores.length > 0) {
      Calibration usual = usual(space, scores);
      for (int i = 0; i < taste.length; i++) {
        taste[i] += weight * (Double.isNaN(scores[i]) ? Calibration.USUAL : usual.of(scores[i]));
      }
    }
  }

  /** Words that could not be embedded are taken for specific. */
  private double specificity() {
    if (question.meaning() == null || !question.like().isEmpty()) {
      return question.words() || !question.like().isEmpty() ? 1 : 0;
    }
    InterestSimilarity meaning = InterestVectors.of(question.meaning()).similarity();
    return PersonalShare.specificity(sample.generality(meaning), sample.spread(meaning));
  }

  private Scale lexical() {
    if (wanted.lexicalPivot() != null) {
      return new Saturation(wanted.lexicalPivot());
    }
    WordScores scores = question.scores();
    return scores != null && scores.best() > 0
        ? new Ratio(scores.best())
        : new Saturation(catalog.lexicalPivot());
  }

  private void addAsked(List<SignalSpec> signals) {
    if (wanted.semantic() && question.meaning() != null) {
      addLikeness(
          signals,
          SignalWeights.SEMANTIC,
          InterestVectors.of(question.meaning()),
          weights.semantic());
    }
    if (!question.like().isEmpty()) {
      InterestVectors items = new InterestVectors(question.like(), new float[0], List.of());
      addLikeness(signals, SIMILAR, items, SIMILAR_TO_SEMANTIC * weights.semantic());
    }
  }

  private void addLikeness(
      List<SignalSpec> signals, String name, InterestVectors vectors, double weight) {
    if (weight > 0) {
      Calibration usual = sample.usual(vectors.similarity());
      signals.add(InterestSpec.usual(name, catalog.vectorField(), vectors, weight, usual));
    }
  }

  /** Where nothing collaborative is known of a person, content speaks with both weights. */
  private double content() {
    boolean alone = catalog.collaborativeField() == null || user.collaborative() == null;
    boolean said = wanted.weights().containsKey(SignalWeights.CONTENT);
    return alone && !said && weights.content() > 0
        ? weights.content() + weights.collaborative()
        : weights.content();
  }

  private void addContent(List<SignalSpec> signals) {
    if (user.known() && !user.content().isEmpty() && content() > 0) {
      InterestVectors interests = InterestVectors.of(user.content()).onlyIn(catalog.index());
      signals.add(
          InterestSpec.usual(
              SignalWeights.CONTENT,
              catalog.vectorField(),
              interests,
              content(),
              usual(Space.TEXT, contentScores)));
    }
  }

  private void addCollaborative(List<SignalSpec> signals) {
    float[] vector = user.known() ? user.collaborative() : null;
    String field = catalog.collaborativeField();
    if (field != null && vector != null && weights.collaborative() > 0) {
      InterestVectors taste = InterestVectors.of(vector).onlyIn(catalog.index());
      signals.add(
          InterestSpec.usual(
              SignalWeights.COLLABORATIVE,
              field,
              taste,
              weights.collaborative(),
              usual(Space.COLLABORATIVE, collaborativeScores)));
    }
  }

  private boolean isPresent() {
    return user.known() && !user.present().isEmpty();
  }

  /** Of the weight of taste, as far as it is known that somebody is after something. */
  private double present(SignalWeights of) {
    return of.content() == 0 // who asks for no likeness of content wants none to these, either
        ? 0
        : PRESENT_TO_TASTE * (of.content() + of.collaborative()) * user.present().strength();
  }

  private void addPresent(List<SignalSpec> signals) {
    double weight = isPresent() ? present(weights) : 0;
    if (weight > 0) {
      InterestVectors items = InterestVectors.of(user.present()).onlyIn(catalog.index());
      signals.add(
          InterestSpec.usual(
              PRESENT, catalog.vectorField(), items, weight, usual(Space.TEXT, presentScores)));
    }
  }

  private Calibration usual(Space space, double[] taste) {
    return askedScores.length == 0
        ? sample.usual(space, taste)
        : sample.usualNear(askedScores, space, taste);
  }

  private void addPopularity(List<SignalSpec> signals) {
    String field = catalog.popularityField();
    if (field != null && weights.popularity() > 0) {
      signals.add(
          new NumericSpec(
              SignalWeights.POPULARITY,
              field,
              catalog.popularityPivot(),
              weights.popularity(),
              popularity()));
    }
  }

  /** Before any item was looked at, what the pivot says: one item in ten reaches it. */
  private Calibration popularity() {
    double half = Math.log1p(catalog.popularityPivot()) / 2;
    return sample.isEmpty() ? new Calibration(half, half, true) : sample.popularity();
  }
}

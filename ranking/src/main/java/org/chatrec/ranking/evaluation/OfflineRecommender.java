package org.chatrec.ranking.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.blend.PersonalShare;
import org.chatrec.ranking.calibration.CatalogSample;
import org.chatrec.ranking.calibration.SampledItem;
import org.chatrec.ranking.collaborative.UserFolding;
import org.chatrec.ranking.profile.Interest;
import org.chatrec.ranking.profile.InterestProfile;
import org.chatrec.ranking.profile.InterestProfiler;
import org.chatrec.ranking.profile.ItemPreference;
import org.chatrec.ranking.query.InterestSimilarity;
import org.chatrec.ranking.vector.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Recommends to users as they were, from items in memory: the same interests, the same fold-in, the
 * same calibration and the same candidates as a recommendation from an index, with nothing written
 * anywhere.
 */
public final class OfflineRecommender {

  /** Candidates of each kind, as of a recommendation. */
  private static final int CANDIDATES = 200;

  /** Items whose vectors describe a user, as in a profile. */
  private static final int MAX_VECTORS = 200;

  private static final int SAMPLE = 1_000;
  private static final float NEUTRAL = 0.5f;

  private final List<SampledItem> items;
  private final Map<String, SampledItem> byId = new HashMap<>();
  private final CatalogSample sample;
  private final double[] popularity;
  private final @Nullable UserFolding folding;
  private final int people;
  private final ItemKinds kinds;
  private final InterestProfiler profiler = new InterestProfiler();

  /**
   * @param items all that can be recommended
   * @param folding what finds users' vectors; null where nothing collaborative was learned
   * @param people of how many users popularity was learned
   */
  public OfflineRecommender(List<SampledItem> items, @Nullable UserFolding folding, int people) {
    this(items, folding, people, ItemKinds.NONE);
  }

  /**
   * The same where kinds of items are known.
   *
   * @param kinds by which lists are measured, never made
   */
  public OfflineRecommender(
      List<SampledItem> items, @Nullable UserFolding folding, int people, ItemKinds kinds) {
    this.people = people;
    this.kinds = kinds;
    this.items = List.copyOf(items);
    this.folding = folding;
    items.forEach(item -> byId.put(item.id(), item));
    List<SampledItem> drawn =
        items.stream()
            .sorted(Comparator.comparingInt((SampledItem item) -> Draw.number(item.id())))
            .limit(SAMPLE)
            .toList();
    this.sample = new CatalogSample(drawn, items.size(), CatalogSample.ANY_MODEL);
    this.popularity =
        items.stream().mapToDouble(item -> sample.popularity().of(item.popularity())).toArray();
  }

  /** How many items can be recommended. */
  public int size() {
    return items.size();
  }

  int people() {
    return people;
  }

  ItemKinds kinds() {
    return kinds;
  }

  List<SampledItem> items() {
    return items;
  }

  /** What may be recommended to a user who has not had it. */
  UserCandidates candidates(HeldOut user) {
    List<ItemPreference> past = strongest(user.past().items());
    InterestProfile interests = profiler.profile(past, texts(past));
    double[] content = scores(CatalogSample.Space.TEXT, similarity(interests));
    float[] vector = vector(past);
    double[] collaborative =
        scores(CatalogSample.Space.COLLABORATIVE, vector.length == 0 ? null : similarity(vector));
    Set<String> known = new HashSet<>();
    user.past().items().forEach(item -> known.add(item.itemId()));
    Set<Integer> chosen = new HashSet<>();
    for (double[] scores : List.of(content, collaborative, popularity)) {
      IntStream.range(0, items.size())
          .filter(i -> !known.contains(items.get(i).id()))
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -scores[i]))
          .limit(CANDIDATES)
          .forEach(chosen::add);
    }
    List<UserCandidates.Candidate> candidates = new ArrayList<>();
    for (int i : chosen) {
      candidates.add(
          new UserCandidates.Candidate(
              items.get(i).id(), i, content[i], collaborative[i], popularity[i]));
    }
    double share = PersonalShare.of(evidence(interests), 0, 0);
    return new UserCandidates(user, share, vector.length > 0, candidates);
  }

  private static List<ItemPreference> strongest(List<ItemPreference> past) {
    return past.stream()
        .filter(item -> item.preference() != 0)
        .sorted(Comparator.comparingDouble(item -> -Math.abs(item.preference())))
        .limit(MAX_VECTORS)
        .toList();
  }

  private Map<String, float[]> texts(List<ItemPreference> past) {
    Map<String, float[]> texts = new HashMap<>();
    for (ItemPreference item : past) {
      SampledItem known = byId.get(item.itemId());
      if (known != null) {
        texts.put(known.id(), known.text());
      }
    }
    return texts;
  }

  private float[] vector(List<ItemPreference> past) {
    List<float[]> liked = new ArrayList<>();
    List<Float> confidences = new ArrayList<>();
    for (ItemPreference item : past) {
      SampledItem known = byId.get(item.itemId());
      if (known != null && known.collaborative() != null && item.preference() > 0) {
        liked.add(known.collaborative());
        confidences.add((float) item.preference());
      }
    }
    float[] sure = new float[confidences.size()];
    for (int i = 0; i < sure.length; i++) {
      sure[i] = confidences.get(i);
    }
    return folding == null ? new float[0] : folding.cosineUser(liked, sure);
  }

  private static int evidence(InterestProfile interests) {
    Set<String> behind = new HashSet<>();
    interests.interests().forEach(interest -> behind.addAll(interest.itemIds()));
    interests.dislikes().forEach(dislike -> behind.addAll(dislike.itemIds()));
    return behind.size();
  }

  /** The parts of all items; what has no vector is usual. */
  private double[] scores(CatalogSample.Space space, @Nullable InterestSimilarity taste) {
    double[] scores = new double[items.size()];
    Calibration usual = taste == null ? null : sample.usual(space, taste);
    for (int i = 0; i < scores.length; i++) {
      SampledItem item = items.get(i);
      float[] vector = space == CatalogSample.Space.TEXT ? item.text() : item.collaborative();
      scores[i] =
          taste == null || usual == null || vector == null
              ? Calibration.USUAL
              : usual.of(taste.score(vector));
    }
    return scores;
  }

  private static @Nullable InterestSimilarity similarity(InterestProfile profile) {
    List<Interest> interests = profile.interests();
    if (interests.isEmpty() && profile.dislikes().isEmpty()) {
      return null;
    }
    float[] weights = new float[interests.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) interests.get(i).weight();
    }
    return new InterestSimilarity(
        "", vectors(interests), weights, vectors(profile.dislikes()), NEUTRAL);
  }

  private static float[][] vectors(List<Interest> interests) {
    return interests.stream()
        .map(interest -> Vectors.normalise(interest.vector()))
        .toArray(float[][]::new);
  }

  private static InterestSimilarity similarity(float[] vector) {
    float[][] one = {Vectors.normalise(vector)};
    return new InterestSimilarity("", one, new float[] {1}, new float[0][], NEUTRAL);
  }
}

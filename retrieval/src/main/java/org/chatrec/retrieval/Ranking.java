package org.chatrec.retrieval;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.search.Blend;
import org.chatrec.search.CatalogBlend;
import org.chatrec.search.InterestSpec;
import org.chatrec.search.InterestVectors;
import org.chatrec.search.Question;
import org.chatrec.search.UserInterests;

/** What a strategy means: where candidates come from, and what their score is the sum of. */
final class Ranking {

  private Ranking() {}

  /** The strategy that what is known of a person allows. */
  static Strategy usable(RetrievalRequest request) {
    UserProfile person = request.person();
    boolean interests = !person.interests().interests().isEmpty();
    boolean taste = PersonalSignals.hasTaste(person);
    return switch (request.strategy()) {
      case POPULAR -> Strategy.POPULAR;
      case COLLABORATIVE -> taste ? Strategy.COLLABORATIVE : Strategy.POPULAR;
      case CONTENT -> interests ? Strategy.CONTENT : Strategy.POPULAR;
      case AUTO, HYBRID -> interests || taste ? Strategy.HYBRID : Strategy.POPULAR;
    };
  }

  /** Whatever the strategy, an item is compared with the person only if it may come first. */
  static WordlessCandidates.From from(Strategy strategy) {
    return switch (strategy) {
      case COLLABORATIVE -> new WordlessCandidates.From(false, true, false);
      case POPULAR -> new WordlessCandidates.From(false, false, true);
      case CONTENT -> new WordlessCandidates.From(true, false, true);
      case AUTO, HYBRID -> new WordlessCandidates.From(true, true, true);
    };
  }

  /** Of a search that names nothing to go by. */
  static Blend wordless(Strategy strategy, UserInterests person) {
    Map<String, Double> weights =
        switch (strategy) {
          case CONTENT -> alone(SignalWeights.CONTENT);
          case COLLABORATIVE -> alone(SignalWeights.COLLABORATIVE);
          case POPULAR -> alone(SignalWeights.POPULARITY);
          case AUTO, HYBRID -> Map.of();
        };
    return CatalogBlend.of(person, Question.NONE, new CatalogBlend.Wanted(weights, null, false));
  }

  /**
   * Of items that nobody has tried: how popular such a one is said to be was not learned from
   * people, and would hide one that fits behind others that fit less.
   */
  static Blend untried(UserInterests person) {
    Map<String, Double> weights = Map.of(SignalWeights.POPULARITY, 0.0);
    return CatalogBlend.of(person, Question.NONE, new CatalogBlend.Wanted(weights, null, false));
  }

  /** Of a search that names something. */
  static Blend asked(Candidates asked, UserInterests person) {
    Question question = asked.question();
    if (asked.request().strategy() != Strategy.CONTENT || question.like().isEmpty()) {
      return CatalogBlend.of(person, question, CatalogBlend.Wanted.DEFAULT);
    }
    InterestVectors like = new InterestVectors(question.like(), new float[0], List.of());
    return Blend.of(
        List.of(new InterestSpec(SignalWeights.CONTENT, asked.catalog().vectorField(), like, 1)));
  }

  private static Map<String, Double> alone(String signal) {
    Map<String, Double> weights = new HashMap<>();
    SignalWeights.NAMES.forEach(name -> weights.put(name, name.equals(signal) ? 1.0 : 0.0));
    return weights;
  }
}

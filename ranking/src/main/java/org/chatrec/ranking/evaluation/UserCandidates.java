package org.chatrec.ranking.evaluation;

import java.util.Comparator;
import java.util.List;

/**
 * What may be recommended to a user, with the calibrated parts of each: the best of each signal, as
 * they are found for a real recommendation, so that any weights can be tried on them.
 *
 * @param user with what they liked later
 * @param share of the personal weights, by what is known of the user
 * @param collaborative whether anything collaborative is known of the user
 * @param candidates in no order
 */
record UserCandidates(
    HeldOut user, double share, boolean collaborative, List<Candidate> candidates) {

  /** An item with its parts in [0,1]. */
  record Candidate(String id, int place, double content, double collaborative, double popularity) {}

  /** The best items by these weights; equals in the order of their ids. */
  List<Candidate> best(TasteWeights weights, int most) {
    boolean alone = !collaborative && weights.content() > 0;
    double content = share * (alone ? weights.personal() : weights.content());
    double taste = collaborative ? share * weights.collaborative() : 0;
    return candidates.stream()
        .sorted(
            Comparator.comparingDouble(
                    (Candidate c) ->
                        -(content * c.content()
                            + taste * c.collaborative()
                            + weights.popularity() * c.popularity()))
                .thenComparing(Candidate::id))
        .limit(most)
        .toList();
  }

  ListQuality quality(TasteWeights weights, int k) {
    List<String> ids = best(weights, k).stream().map(Candidate::id).toList();
    return ListQuality.of(ids, user.later(), k);
  }
}

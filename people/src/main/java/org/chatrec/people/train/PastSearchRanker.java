package org.chatrec.people.train;

import java.util.List;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.ranking.evaluation.SearchCandidates;

/** Ranks the items of a catalogue for words, as it would at present. */
@FunctionalInterface
public interface PastSearchRanker {

  /**
   * Items, best first; waits for the search, which is the caller's own.
   *
   * @param person as known when the search was made; of nobody known for an impersonal ranking
   */
  List<SearchCandidates.Candidate> rank(
      Catalog catalog, UserProfile person, String words, int size);
}

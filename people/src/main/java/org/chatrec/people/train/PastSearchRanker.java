package org.chatrec.people.train;

import java.util.List;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.profile.UserProfile;

/** Ranks the items of a catalogue for words, as it would at present. */
@FunctionalInterface
public interface PastSearchRanker {

  /**
   * Ids of items, best first; waits for the search, which is the caller's own.
   *
   * @param person as known when the search was made; of nobody known for an impersonal ranking
   */
  List<String> rank(Catalog catalog, UserProfile person, String words, int size);
}

package org.chatrec.retrieval;

import java.time.Duration;
import java.util.List;
import org.chatrec.catalog.Catalog;
import org.chatrec.people.profile.UserProfile;
import org.chatrec.people.train.PastSearchRanker;
import org.chatrec.ranking.evaluation.SearchCandidates;
import org.chatrec.ranking.profile.SeenItems;

/** Searches of the past, run again. */
public final class PastSearchRanking implements PastSearchRanker {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Retrieval retrieval;

  public PastSearchRanking(Retrieval retrieval) {
    this.retrieval = retrieval;
  }

  @Override
  public List<SearchCandidates.Candidate> rank(
      Catalog catalog, UserProfile person, String words, int size) {
    RetrievalRequest request =
        RetrievalRequest.recommend(catalog, person, SeenItems.NONE, size, Deadline.after(TIMEOUT))
            .words(words);
    return retrieval.find(request).items().stream()
        .map(item -> new SearchCandidates.Candidate(item.id(), item.breakdown()))
        .toList();
  }
}

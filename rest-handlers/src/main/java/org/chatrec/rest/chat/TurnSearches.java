package org.chatrec.rest.chat;

import org.chatrec.catalog.ItemReader;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.people.profile.People;
import org.chatrec.people.profile.Wishes;
import org.chatrec.rest.support.TimeLeft;
import org.chatrec.retrieval.AskedReasons;
import org.chatrec.retrieval.ItemSearch;
import org.chatrec.retrieval.PopularityRanks;
import org.chatrec.retrieval.ReasonFinder;
import org.chatrec.retrieval.Retrieval;
import org.chatrec.retrieval.SearchedItems;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.transport.client.Client;
import org.opensearch.transport.client.ParentTaskAssigningClient;

/**
 * What one turn asks of others: searches, the person, and that opinions be kept. All of it runs as
 * whoever asks, and as children of the turn's task, so that it ends with it.
 */
record TurnSearches(
    ItemSearch items,
    PlanSearch plans,
    AskedReasons reasons,
    InterestSummary interests,
    People people,
    FeedbackRecorder feedback) {

  /** Of the time that is left, what titles and shared values are worth waiting for. */
  private static final double LOOKUP_SHARE = 0.5;

  /** Makes them for each turn. */
  static final class Factory {
    private final Client client;
    private final Retrieval.Factory retrievals;
    private final Wishes wishes;

    Factory(Client client, Retrieval.Factory retrievals, Wishes wishes) {
      this.client = client;
      this.retrievals = retrievals;
      this.wishes = wishes;
    }

    TurnSearches of(TaskId turn, Deadline deadline) {
      Client own = new ParentTaskAssigningClient(client, turn);
      ItemSearch search = new ItemSearch(own);
      ItemReader items =
          new ItemReader(
              request -> own.multiGet(request).actionGet(TimeLeft.of(deadline)),
              request -> own.search(request).actionGet(TimeLeft.of(deadline)));
      SearchedItems lookup = new SearchedItems(own, () -> TimeLeft.of(deadline.part(LOOKUP_SHARE)));
      org.chatrec.retrieval.Deadline end = TimeLeft.retrieval(deadline);
      Wishes stated = wishes.with((model, texts) -> retrievals.embedder().embed(model, texts, end));
      return new TurnSearches(
          search,
          new PlanSearch(retrievals.of(own, items), stated, new RelevanceJudge(own, deadline)),
          new AskedReasons(new ReasonFinder(lookup), lookup, new PopularityRanks(own)),
          new InterestSummary(items),
          new People(own),
          new FeedbackRecorder(own, deadline));
    }
  }
}

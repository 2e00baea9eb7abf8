package org.chatrec.rest.chat;

import org.chatrec.catalog.ItemReader;
import org.chatrec.people.profile.Wishes;
import org.chatrec.rest.rank.ItemSearch;
import org.chatrec.rest.rank.PersonalSignals;
import org.chatrec.rest.rank.ReasonFinder;
import org.chatrec.rest.rank.SearchedItems;
import org.chatrec.search.QuestionReader;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.transport.client.Client;
import org.opensearch.transport.client.ParentTaskAssigningClient;

/**
 * The searches of one turn. They run as whoever asks, because what they find is shown, and as
 * children of the turn's task, so that they end with it.
 */
record TurnSearches(
    ItemSearch items, PlanSearch plans, TurnReasons reasons, InterestSummary interests) {

  private static final TimeValue READ_TIMEOUT = TimeValue.timeValueSeconds(30);

  /** Makes them for each turn. */
  static final class Factory {
    private final Client client;
    private final QueryEmbedder embedder;
    private final Wishes wishes;
    private final PersonalSignals people;

    Factory(Client client, QueryEmbedder embedder, Wishes wishes, PersonalSignals people) {
      this.client = client;
      this.embedder = embedder;
      this.wishes = wishes;
      this.people = people;
    }

    TurnSearches of(TaskId turn) {
      Client own = new ParentTaskAssigningClient(client, turn);
      ItemSearch search = new ItemSearch(own);
      ItemReader items = new ItemReader(request -> own.multiGet(request).actionGet(READ_TIMEOUT));
      SearchedItems lookup = new SearchedItems(own);
      return new TurnSearches(
          search,
          new PlanSearch(
              search,
              items,
              embedder,
              wishes,
              people,
              QuestionReader.ofWords(own),
              new RelevanceJudge(own)),
          new TurnReasons(new ReasonFinder(lookup), lookup, new PopularityRanks(own)),
          new InterestSummary(items));
    }
  }
}

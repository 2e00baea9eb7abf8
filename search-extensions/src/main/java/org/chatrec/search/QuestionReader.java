package org.chatrec.search;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.catalog.words.Embeddable;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.search.rescore.RescorerBuilder;
import org.opensearch.transport.client.Client;

/**
 * Finds out what a search asks for, on the coordinator and as the caller: whether its words name a
 * thing, the best score they have, and their vector, all three at once. Each may fail, and the
 * search goes on without it.
 */
public final class QuestionReader {

  private final ExactTitle titles;
  private final BestWords best;
  private final Supplier<QuestionEmbedder> embedder;

  /**
   * @param client searches as the caller
   * @param embedder asked when a search begins
   */
  public QuestionReader(Client client, Supplier<QuestionEmbedder> embedder) {
    this.titles = new ExactTitle(client);
    this.best = new BestWords(client);
    this.embedder = embedder;
  }

  /**
   * For whoever embeds texts otherwise.
   *
   * @param client searches as the caller
   */
  public static QuestionReader ofWords(Client client) {
    return new QuestionReader(
        client,
        () -> {
          throw new IllegalStateException("texts are embedded elsewhere");
        });
  }

  /**
   * What there is to read.
   *
   * @param request the search that is to be ranked
   * @param words the query whose scores are those of the words; null where there is none
   * @param terms what these words are, each by itself; none where that is not known
   * @param before rescorers that change these scores first
   * @param typed what was typed, with its quotation marks; may be empty
   * @param text what is to be embedded; may be empty
   * @param hybrid whether its vector is needed whoever searches
   * @param weights of the request
   * @param lexicalPivot the request's; null where the words are to be measured by their best
   */
  public record Asked(
      SearchRequest request,
      @Nullable QueryBuilder words,
      List<QueryBuilder> terms,
      List<RescorerBuilder<?>> before,
      String typed,
      String text,
      boolean hybrid,
      Map<String, Double> weights,
      @Nullable Double lexicalPivot) {

    private boolean needsMeaning(UserInterests user) {
      boolean wanted = hybrid || weights.getOrDefault(SignalWeights.SEMANTIC, 0.0) > 0;
      return !text.isBlank() && (wanted || CatalogBlend.isPersonal(user, weights));
    }

    private boolean needsBest(UserInterests user) {
      return lexicalPivot == null && user.catalog().weights().with(weights).lexical() > 0;
    }
  }

  /**
   * What came of it.
   *
   * @param unembedded why there is no vector although one was needed, or null
   */
  public record Read(Question question, @Nullable Exception unembedded) {}

  /** See {@link QuestionEmbedder#within}. */
  public @Nullable QueryBuilder within(String[] indices, @Nullable QueryBuilder conditions) {
    return embedder.get().within(indices, conditions);
  }

  /** Answers once all is found, never with a failure of its own. */
  public void read(UserInterests user, Asked asked, ActionListener<Read> listener) {
    Parts parts = new Parts(asked, listener);
    titles.named(
        user, asked.weights(), asked.typed(), ActionListener.wrap(parts::named, parts::no));
    if (asked.needsBest(user)) {
      best.find(
          asked.request(),
          asked.words(),
          asked.terms(),
          asked.before(),
          ActionListener.wrap(parts::best, parts::no));
    } else {
      parts.best(null);
    }
    if (asked.needsMeaning(user)) {
      embed(user, asked, ActionListener.wrap(parts::meaning, parts::unembedded));
    } else {
      parts.meaning(null);
    }
  }

  private void embed(UserInterests user, Asked asked, ActionListener<float[]> listener) {
    String text =
        asked
            .text()
            .substring(0, Math.min(asked.text().length(), QuestionEmbedder.MOST_CHARACTERS));
    try {
      embedder
          .get()
          .embedIfLoaded(
              asked.request().indices(),
              user.catalog().vectorField(),
              Embeddable.of(text, user.catalog().words()),
              listener);
    } catch (RuntimeException e) {
      listener.onFailure(e);
    }
  }

  /** Collects what comes on several threads; the last answers. */
  private static final class Parts {
    private final Asked asked;
    private final ActionListener<Read> listener;
    private final AtomicInteger open = new AtomicInteger(3);
    private volatile double named;
    private volatile @Nullable WordScores best;
    private volatile float @Nullable [] meaning;
    private volatile @Nullable Exception unembedded;

    Parts(Asked asked, ActionListener<Read> listener) {
      this.asked = asked;
      this.listener = listener;
    }

    void named(Double part) {
      named = part;
      done();
    }

    void best(@Nullable WordScores found) {
      best = found;
      done();
    }

    void meaning(float @Nullable [] vector) {
      meaning = vector;
      done();
    }

    void unembedded(Exception why) {
      unembedded = why;
      done();
    }

    void no(Exception why) {
      done();
    }

    private void done() {
      if (open.decrementAndGet() == 0) {
        listener.onResponse(
            new Read(new Question(meaning, List.of(), scores(), best, named), unembedded));
      }
    }

    /** Whether the words tell hits apart, as far as can be known. */
    private boolean scores() {
      WordScores found = best;
      return QueryScores.tell(asked.words()) && (found == null || found.best() > 0);
    }
  }
}

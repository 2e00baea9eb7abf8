package org.chatrec.conversation.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.BooleanSupplier;

/**
 * The value index of each card. Cards are told apart by identity, since comparing their values
 * would cost as much as building the index; an index lives as long as its card.
 */
public final class ValueIndexes {
  private final Cache<CatalogCard, ValueIndex> built = Caffeine.newBuilder().weakKeys().build();
  private final Synonyms synonyms = Synonyms.builtIn();

  /** The card's index, built now where it is not yet. */
  public ValueIndex of(CatalogCard card) {
    return built.get(card, key -> new ValueIndex(key, synonyms));
  }

  /**
   * Builds the card's index ahead of its use, or builds it again where the time was not enough.
   *
   * @param late asked before each value; once it says so, those that follow are left out
   */
  public void build(CatalogCard card, BooleanSupplier late) {
    built
        .asMap()
        .compute(
            card,
            (key, known) ->
                known != null && known.isComplete() ? known : new ValueIndex(key, synonyms, late));
  }
}

package org.chatrec.conversation.catalog;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The value index of each catalogue's present card, rebuilt when a card is replaced. */
public final class ValueIndexes {
  /** More catalogues than one cluster has; past it, all are rebuilt at need. */
  private static final int MAX = 256;

  private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();
  private final Synonyms synonyms = Synonyms.builtIn();

  public ValueIndex of(CatalogCard card) {
    if (entries.size() > MAX) {
      entries.clear();
    }
    return entries.compute(card.catalog(), (name, known) -> current(known, card)).index;
  }

  // Comparing cards by value would cost more than building the index.
  @SuppressWarnings("ReferenceEquality")
  private Entry current(@org.jspecify.annotations.Nullable Entry known, CatalogCard card) {
    return known != null && known.card == card
        ? known
        : new Entry(card, new ValueIndex(card, synonyms));
  }

  private record Entry(CatalogCard card, ValueIndex index) {}
}

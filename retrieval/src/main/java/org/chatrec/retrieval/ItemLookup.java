package org.chatrec.retrieval;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads items by id, with one of their vectors, while the caller does something else. */
@FunctionalInterface
public interface ItemLookup {

  /**
   * What to read.
   *
   * @param fields of the documents; where there are none, documents are not read at all
   * @param vectorField whose vectors to bring, or null
   * @param generationField a number that says which training a vector is of, or null
   */
  record Wanted(
      Collection<String> ids,
      List<String> fields,
      @Nullable String vectorField,
      @Nullable String generationField) {}

  /**
   * An item as far as it was asked for.
   *
   * @param vector of length 0 where there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Item(Map<String, Object> source, float[] vector, @Nullable Object generation) {}

  /** Begins to read; asking for the result waits for it: those items that exist, by id. */
  Supplier<Map<String, Item>> begin(String index, Wanted wanted);
}

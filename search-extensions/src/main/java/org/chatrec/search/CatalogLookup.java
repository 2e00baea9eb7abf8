package org.chatrec.search;

import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Where the coordinator finds what a catalogue's ranking depends on.
 *
 * @param resolvers know what users like
 * @param embedders turn texts into vectors
 * @param formats answers with the oldest wire format that is the newest of some node
 */
public record CatalogLookup(
    Supplier<InterestResolver> resolvers,
    Supplier<QuestionEmbedder> embedders,
    IntSupplier formats) {

  /** For builders whose plan is resolved. */
  static final CatalogLookup NONE =
      new CatalogLookup(CatalogLookup::none, CatalogLookup::none, () -> WireFormat.CURRENT);

  private static <T> T none() {
    throw new IllegalStateException("nothing is looked up here");
  }

  InterestResolver resolver() {
    return resolvers.get();
  }

  /** See {@link #formats}. */
  public int oldestFormat() {
    return formats.getAsInt();
  }
}

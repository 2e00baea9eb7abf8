package org.chatrec.catalog;

import java.util.List;
import org.chatrec.catalog.support.Checks;
import org.chatrec.catalog.words.CatalogWords;
import org.jspecify.annotations.Nullable;

/**
 * How a catalogue's items are ranked: where the signals are stored and what each counts.
 *
 * @param index of the items, outside of which no person's interests count; null where there are no
 *     people
 * @param vectorField field of the items' text vectors
 * @param collaborativeField field of the items' collaborative vectors, null if there is none
 * @param popularityField numeric field of popularity, null if there is none
 * @param weights what each signal counts
 * @param lexicalPivot the text score that counts half
 * @param popularityPivot the popularity that counts half
 * @param titles where exact titles are looked up, null where they are not
 * @param words where and how words are looked for, null where nobody looks for any
 * @param rerank how the best hits are put into order once more, null where they are not
 * @param telling what tells variants of one item from other items, null where nothing is known
 * @param paths where documents have the values of fields
 */
public record CatalogSignals(
    @Nullable String index,
    String vectorField,
    @Nullable String collaborativeField,
    @Nullable String popularityField,
    SignalWeights weights,
    double lexicalPivot,
    double popularityPivot,
    @Nullable Titles titles,
    @Nullable CatalogWords words,
    @Nullable Rerank rerank,
    @Nullable Telling telling,
    ItemPaths paths) {

  /**
   * What tells variants of one item from other items.
   *
   * @param variantOf the field that they share, or null
   * @param fields whose values are what they differ by
   * @param titlesAlone whether an item's text is its title, so that its vector tells no more
   */
  public record Telling(@Nullable String variantOf, List<String> fields, boolean titlesAlone) {}

  /**
   * Where the items' titles are.
   *
   * @param index of the items
   * @param field a text field, in the source of items
   */
  public record Titles(String index, String field) {}

  /** Without titles and words. */
  public CatalogSignals(
      @Nullable String index,
      String vectorField,
      @Nullable String collaborativeField,
      @Nullable String popularityField,
      SignalWeights weights,
      double lexicalPivot,
      double popularityPivot) {
    this(
        index,
        vectorField,
        collaborativeField,
        popularityField,
        weights,
        lexicalPivot,
        popularityPivot,
        null,
        null,
        null,
        null,
        ItemPaths.NONE);
  }

  /** Checks that pivots are positive. */
  public CatalogSignals {
    Checks.positive("lexical_pivot", lexicalPivot);
    Checks.positive("popularity_pivot", popularityPivot);
  }
}

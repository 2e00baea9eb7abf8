package org.chatrec.ingest;

import java.util.Optional;
import java.util.Set;

/** Knows which fields of an index are written by training. */
@FunctionalInterface
public interface LearnedFields {

  /**
   * Fields that declared catalogues of an index have training write.
   *
   * @param index name of an index, or of an alias that is written through
   * @return empty where no catalogue was declared over the index
   */
  Optional<Set<String>> of(String index);
}

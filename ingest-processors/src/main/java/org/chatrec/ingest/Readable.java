package org.chatrec.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What may be read of stored documents, and what of it carried over, for one call. */
final class Readable {
  private final Optional<Set<String>> written;
  private final ItemEmbeddingConfig config;
  private final LearnedFields fields;
  private final Map<String, List<String>> learned = new HashMap<>();

  /**
   * @param written the indices that the request writes; empty where it writes nowhere
   * @param fields knows what training writes
   */
  Readable(Optional<Set<String>> written, ItemEmbeddingConfig config, LearnedFields fields) {
    this.written = written;
    this.config = config;
    this.fields = fields;
  }

  /** Whether the request writes to the index, so that its documents may be looked up. */
  boolean is(String index) {
    return written.filter(names -> names.contains(index)).isPresent();
  }

  /** Whether a pipeline sends the document to an index that the request does not name. */
  boolean isElsewhere(String index) {
    return written.filter(names -> !names.contains(index)).isPresent();
  }

  /**
   * Of the configured fields, those that are carried over: where a catalogue is declared, only what
   * its training writes, whatever else the pipeline names.
   */
  synchronized List<String> learned(String index) {
    return config.learnedFields().isEmpty()
        ? List.of()
        : learned.computeIfAbsent(
            index,
            name ->
                fields
                    .of(name)
                    .map(own -> config.learnedFields().stream().filter(f -> isIn(own, f)).toList())
                    .orElse(config.learnedFields()));
  }

  private static boolean isIn(Set<String> own, String field) {
    return own.stream().anyMatch(name -> field.equals(name) || field.startsWith(name + "."));
  }
}

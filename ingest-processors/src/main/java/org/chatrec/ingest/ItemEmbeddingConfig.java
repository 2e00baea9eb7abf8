package org.chatrec.ingest;

import java.util.List;
import org.chatrec.embedding.LongText;

/**
 * A processor's configuration, checked.
 *
 * @param model name of the model
 * @param fields paths of the text, in order
 * @param targetField path of the vector
 * @param longText what happens to text over the model's length
 * @param onEmpty what happens to a document without text
 * @param reuseUnchanged whether vectors of unchanged text are kept
 * @param learnedFields paths carried over from the stored document
 */
record ItemEmbeddingConfig(
    String model,
    List<String> fields,
    String targetField,
    LongText longText,
    OnEmpty onEmpty,
    boolean reuseUnchanged,
    List<String> learnedFields) {

  /** What happens to a document without text. */
  enum OnEmpty {
    /** It stays without a vector. */
    SKIP,
    /** It is refused. */
    FAIL
  }

  String metaField() {
    return targetField + "_meta";
  }
}

package org.chatrec.catalog.models;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;

/**
 * What an index's mapping says of its vectors: {@code "_meta":{"chatrec":{"models":{field:
 * fingerprint}}}}, and the dimensions of the fields.
 *
 * @param index name of the index, for messages
 * @param mapping the mapping as JSON
 */
record VectorMapping(String index, Map<String, Object> mapping) {

  private static final String META = "_meta";
  private static final String OURS = "chatrec";
  private static final String MODELS = "models";

  /** The fingerprint of the model whose vectors a field holds, if it is recorded. */
  Optional<String> model(String field) {
    return object(object(object(mapping, META), OURS), MODELS).get(field) instanceof String known
        ? Optional.of(known)
        : Optional.empty();
  }

  /**
   * Refuses a model whose vectors are not of the field's kind.
   *
   * @throws IllegalArgumentException naming both dimensions or both fingerprints
   */
  void require(ModelInfo model, String field) {
    Integer dimension = dimension(field);
    if (dimension != null && dimension != model.dimension()) {
      throw new IllegalArgumentException(
          "field [%s] of index [%s] holds vectors of dimension %d, but those of model [%s] have dimension %d; %s"
              .formatted(field, index, dimension, model.name(), model.dimension(), WAY_OUT));
    }
    model(field)
        .filter(known -> !known.equals(model.fingerprint()))
        .ifPresent(
            known -> {
              throw otherModel(model, field, known);
            });
  }

  private static final String WAY_OUT =
      "to move to another model, embed into a new field or a new index";

  IllegalArgumentException otherModel(ModelInfo model, String field, String known) {
    return new IllegalArgumentException(
        "field [%s] of index [%s] holds vectors of the model with fingerprint [%s], but model [%s] has fingerprint [%s], and vectors of two models cannot be compared; %s"
            .formatted(field, index, known, model.name(), model.fingerprint(), WAY_OUT));
  }

  /** The mapping's own notes with one more of ours; what others noted is kept. */
  Map<String, Object> metaWith(String field, String fingerprint) {
    return merged(object(mapping, META), field, fingerprint);
  }

  static Map<String, Object> merged(Map<String, Object> meta, String field, String fingerprint) {
    Map<String, Object> ours = object(meta, OURS);
    Map<String, Object> models = new HashMap<>(object(ours, MODELS));
    models.put(field, fingerprint);
    Map<String, Object> newOurs = new LinkedHashMap<>(ours);
    newOurs.put(MODELS, models);
    Map<String, Object> newMeta = new LinkedHashMap<>(meta);
    newMeta.put(OURS, newOurs);
    return newMeta;
  }

  private @Nullable Integer dimension(String field) {
    Map<String, Object> node = mapping;
    for (String part : field.split("\\.", -1)) {
      node = object(object(node, "properties"), part);
    }
    return "knn_vector".equals(node.get("type")) && node.get("dimension") instanceof Number number
        ? number.intValue()
        : null;
  }

  @SuppressWarnings("unchecked") // JSON object keys are strings
  private static Map<String, Object> object(Map<String, Object> parent, String key) {
    return parent.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}

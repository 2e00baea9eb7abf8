package org.chatrec.catalog.models;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;

/**
 * What an index's mapping says of its vectors: {@code "_meta":{"chatrec":{"models":{field:
 * fingerprint},"learned":[field]}}}, and the dimensions of the fields.
 *
 * @param index name of the index, for messages
 * @param mapping the mapping as JSON
 */
record VectorMapping(String index, Map<String, Object> mapping) {

  private static final String META = "_meta";
  private static final String OURS = "chatrec";
  private static final String MODELS = "models";
  private static final String LEARNED = "learned";

  /** The fingerprint of the model whose vectors a field holds, if it is recorded. */
  Optional<String> model(String field) {
    return object(object(object(mapping, META), OURS), MODELS).get(field) instanceof String known
        ? Optional.of(known)
        : Optional.empty();
  }

  /**
   * The fields that training writes, as the catalogues of the index declare; null where none does.
   */
  @Nullable Set<String> learned() {
    return object(object(mapping, META), OURS).get(LEARNED) instanceof Collection<?> fields
        ? fields.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
        : null;
  }

  /**
   * Refuses a model whose vectors are not of the field's kind.
   *
   * @throws IllegalArgumentException naming both dimensions or both fingerprints
   */
  void require(ModelInfo model, String field) {
    Map<String, Object> mapped = definition(field);
    if ("alias".equals(mapped.get("type"))) {
      // the k-NN plugin finds nothing by such a name, and says nothing
      throw new IllegalArgumentException(
          "field [%s] of index [%s] is an alias; name the field itself, [%s]"
              .formatted(field, index, mapped.get("path")));
    }
    Integer dimension = dimension(field);
    if (dimension != null && dimension != model.dimension()) {
      throw new IllegalArgumentException(
          "field [%s] of index [%s] holds vectors of dimension %s, but those of model [%s] have dimension %s; %s"
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

  Map<String, Object> meta() {
    return object(mapping, META);
  }

  /** The mapping's own notes with one more of ours; what others noted is kept. */
  Map<String, Object> metaWith(String field, String fingerprint) {
    return merged(meta(), field, fingerprint);
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

  /** Notes of a mapping with more fields that training writes; what others noted is kept. */
  static Map<String, Object> withLearned(Map<String, Object> meta, Collection<String> fields) {
    Map<String, Object> ours = new LinkedHashMap<>(object(meta, OURS));
    Set<String> learned = new TreeSet<>(fields);
    if (ours.get(LEARNED) instanceof Collection<?> before) {
      before.forEach(field -> learned.add(String.valueOf(field)));
    }
    ours.put(LEARNED, List.copyOf(learned));
    Map<String, Object> newMeta = new LinkedHashMap<>(meta);
    newMeta.put(OURS, ours);
    return newMeta;
  }

  private Map<String, Object> definition(String field) {
    Map<String, Object> node = mapping;
    for (String part : field.split("\\.", -1)) {
      node = object(object(node, "properties"), part);
    }
    return node;
  }

  private @Nullable Integer dimension(String field) {
    Map<String, Object> node = definition(field);
    return "knn_vector".equals(node.get("type")) && node.get("dimension") instanceof Number number
        ? number.intValue()
        : null;
  }

  @SuppressWarnings("unchecked") // JSON object keys are strings
  private static Map<String, Object> object(Map<String, Object> parent, String key) {
    return parent.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}

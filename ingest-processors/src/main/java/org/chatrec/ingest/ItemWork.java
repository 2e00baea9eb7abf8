package org.chatrec.ingest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.catalog.ItemText;
import org.chatrec.embedding.Embedded;
import org.chatrec.embedding.EmbeddingFailure;
import org.chatrec.embedding.EmbeddingOutcome;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.ModelInfo;
import org.chatrec.ingest.ItemEmbeddingConfig.OnEmpty;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.common.xcontent.support.XContentMapValues;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.ingest.IngestDocumentWrapper;

/** One document on its way through the processor. Used by one thread after the other. */
final class ItemWork {
  private enum State {
    OPEN,
    DONE,
    FAILED
  }

  private final IngestDocumentWrapper wrapper;
  private final IngestDocument document;
  private final ItemEmbeddingConfig config;
  private final Readable readable;
  private State state = State.OPEN;
  private @Nullable Exception failure;
  private @Nullable String loss;
  private String text = "";
  private String hash = "";

  ItemWork(IngestDocumentWrapper wrapper, ItemEmbeddingConfig config, Readable readable) {
    this.wrapper = wrapper;
    this.document = wrapper.getIngestDocument();
    this.config = config;
    this.readable = readable;
  }

  void readText() {
    attempt(
        () -> {
          text = ItemText.of(document.getSourceAndMetadata(), config.fields());
          if (text.isEmpty()) {
            withoutText();
          } else {
            hash = ItemText.hash(config.longText(), text);
          }
        });
  }

  private void withoutText() {
    if (config.onEmpty() == OnEmpty.FAIL) {
      throw new IllegalArgumentException("none of the fields " + config.fields() + " holds text");
    }
    // a vector of ours is of a text that is gone; one without our description is somebody's own
    if (document.hasField(config.metaField())) {
      document.removeField(config.metaField());
      if (document.hasField(config.targetField())) {
        document.removeField(config.targetField());
      }
    }
    state = State.DONE;
  }

  /** Where the document is to be written; empty where that is not said. */
  String index() {
    Object index =
        document.getSourceAndMetadata().get(IngestDocument.Metadata.INDEX.getFieldName());
    return index instanceof String name ? name : "";
  }

  /** Nothing is looked up for a document without an id yet, nor where nothing may be read. */
  Optional<ItemKey> lookUpKey() {
    boolean wanted =
        state != State.FAILED && (config.reuseUnchanged() && needsVector() || !learned().isEmpty());
    return wanted && readable.is(index()) ? key() : Optional.empty();
  }

  private Optional<ItemKey> key() {
    Object id = document.getSourceAndMetadata().get(IngestDocument.Metadata.ID.getFieldName());
    Object routing =
        document.getSourceAndMetadata().get(IngestDocument.Metadata.ROUTING.getFieldName());
    return id instanceof String name
        ? Optional.of(new ItemKey(index(), name, (String) routing))
        : Optional.empty();
  }

  private List<String> learned() {
    return readable.learned(index());
  }

  /** For an index that is known to hold this model's vectors. */
  void takeFromMemory(EmbeddingService service, ModelInfo model) {
    if (needsVector()) {
      attempt(
          () -> {
            Optional<Embedded> known = service.recall(model, text, config.longText());
            known.ifPresent(vector -> write(vector, model));
          });
    }
  }

  /**
   * @param service is told what is kept
   * @param settled whether the index is known to hold this model's vectors: then one that is not is
   *     left from an interrupted change and is replaced
   */
  void takeFromStored(
      FoundItems found, EmbeddingService service, ModelInfo model, boolean settled) {
    if (state == State.FAILED) {
      return;
    }
    Map<String, Object> stored = lookUpKey().map(found::source).orElse(Map.of());
    attempt(
        () -> {
          requireRead(found);
          if (!settled) {
            refuseOtherModel(stored, model);
          }
          carryOver(stored);
          if (needsVector() && config.reuseUnchanged()) {
            // a re-index brings vector and description along; an update has them in the stored
            // document
            if (!reuse(document.getSourceAndMetadata(), service, model)) {
              reuse(stored, service, model);
            }
          }
        });
  }

  /**
   * A document that cannot be read at present must not lose what was learned of it. Where the
   * writer may not read it, waiting does not help: it is written without, and that is said.
   */
  private void requireRead(FoundItems found) {
    Optional<ItemKey> key = lookUpKey();
    if (learned().stream().allMatch(document::hasField)) {
      return;
    }
    key.flatMap(found::outage)
        .ifPresent(
            failure -> {
              throw new OpenSearchStatusException(
                  "[{}] of the stored document could not be carried over, write it again later: {}",
                  RestStatus.SERVICE_UNAVAILABLE,
                  failure,
                  String.join(", ", learned()),
                  failure.getMessage());
            });
    if (key.filter(found::isRefused).isPresent()) {
      loss =
          "item_embedding: who may not read index [%s] writes its items without [%s]"
              .formatted(index(), String.join(", ", learned()));
    } else if (key.isEmpty() && key().isPresent() && readable.isElsewhere(index())) {
      loss =
          "item_embedding: a pipeline chose index [%s], of which [%s] are not carried over"
              .formatted(index(), String.join(", ", learned()));
    }
  }

  /** What the document lost, in words for whoever wrote it. */
  Optional<String> loss() {
    return Optional.ofNullable(loss);
  }

  private void refuseOtherModel(Map<String, Object> stored, ModelInfo model) {
    Object known = XContentMapValues.extractValue(config.metaField() + ".model", stored);
    if (known instanceof String fingerprint && !fingerprint.equals(model.fingerprint())) {
      throw new IllegalArgumentException(
          "field [%s] holds a vector of the model with fingerprint [%s], but model [%s] has fingerprint [%s]; to move to another model, embed into a new field or a new index"
              .formatted(config.targetField(), fingerprint, model.name(), model.fingerprint()));
    }
  }

  private void carryOver(Map<String, Object> stored) {
    for (String field : learned()) {
      Object value = XContentMapValues.extractValue(field, stored);
      if (value != null && !document.hasField(field)) {
        document.setFieldValue(field, value);
      }
    }
  }

  private boolean reuse(Map<String, Object> source, EmbeddingService service, ModelInfo model) {
    Object meta = XContentMapValues.extractValue(config.metaField(), source);
    if (!(meta instanceof Map<?, ?> known)
        || !hash.equals(known.get("text_hash"))
        || !model.fingerprint().equals(known.get("model"))) {
      return false;
    }
    Object vector = vector(source);
    if (!isVector(vector, model.dimension())) {
      return false;
    }
    FloatVector kept = floats((List<?>) vector);
    document.setFieldValue(config.targetField(), kept);
    document.setFieldValue(config.metaField(), new HashMap<>(known));
    state = State.DONE;
    service.reused(model, text, config.longText(), embedded(kept, known));
    return true;
  }

  private static Embedded embedded(FloatVector vector, Map<?, ?> known) {
    return new Embedded(
        vector.floats(),
        known.get("tokens") instanceof Number tokens ? tokens.intValue() : 0,
        Boolean.TRUE.equals(known.get("truncated")),
        known.get("device") instanceof String device ? device : "");
  }

  private @Nullable Object vector(Map<String, Object> source) {
    // the other way makes an object of each number
    return source.get(config.targetField()) instanceof FloatVector ready
        ? ready
        : XContentMapValues.extractValue(config.targetField(), source);
  }

  /** A copy: an item that comes twice in a bulk has two vectors that may be changed. */
  private static FloatVector floats(List<?> numbers) {
    if (numbers instanceof FloatVector ready) {
      return ready.copy();
    }
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Number) numbers.get(i)).floatValue();
    }
    return new FloatVector(floats);
  }

  private static boolean isVector(@Nullable Object value, int dimension) {
    return value instanceof List<?> list
        && list.size() == dimension
        && (value instanceof FloatVector || list.stream().allMatch(Number.class::isInstance));
  }

  boolean needsVector() {
    return state == State.OPEN;
  }

  String text() {
    return text;
  }

  void finish(EmbeddingOutcome outcome, ModelInfo model) {
    attempt(
        () -> {
          switch (outcome) {
            case EmbeddingFailure failed ->
                throw new IllegalArgumentException(
                    "fields " + config.fields() + ": " + failed.reason());
            case Embedded embedded -> write(embedded, model);
          }
        });
  }

  private void write(Embedded embedded, ModelInfo model) {
    document.setFieldValue(config.targetField(), new FloatVector(embedded.vector()));
    // open to change, as everything in a document is to the processors that follow
    Map<String, Object> meta = new HashMap<>();
    meta.put("model", model.fingerprint());
    meta.put("text_hash", hash);
    meta.put("tokens", embedded.tokens());
    meta.put("truncated", embedded.truncated());
    meta.put("device", embedded.device());
    document.setFieldValue(config.metaField(), meta);
    state = State.DONE;
  }

  /** For what went wrong for all documents together. */
  void failUnlessDone(Exception reason) {
    if (state == State.OPEN) {
      state = State.FAILED;
      failure = reason;
    }
  }

  /** A new wrapper, since the server goes on with the old one when failures are to be ignored. */
  IngestDocumentWrapper result() {
    return new IngestDocumentWrapper(wrapper.getSlot(), wrapper.getChildSlot(), document, failure);
  }

  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      state = State.FAILED;
      failure = e;
    }
  }
}

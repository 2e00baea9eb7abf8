package org.chatrec.ingest;

import static org.opensearch.ingest.ConfigurationUtils.newConfigurationException;
import static org.opensearch.ingest.ConfigurationUtils.readBooleanProperty;
import static org.opensearch.ingest.ConfigurationUtils.readList;
import static org.opensearch.ingest.ConfigurationUtils.readOptionalList;
import static org.opensearch.ingest.ConfigurationUtils.readStringProperty;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.FieldModels;
import org.chatrec.embedding.LongText;
import org.chatrec.ingest.ItemEmbeddingConfig.OnEmpty;
import org.jspecify.annotations.Nullable;
import org.opensearch.cluster.service.ClusterApplierService;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.ingest.Processor;

/** Reads the configuration of {@code item_embedding} processors. */
public final class ItemEmbeddingProcessorFactory implements Processor.Factory {
  private final Supplier<EmbeddingService> service;
  private final StoredItems storedItems;
  private final Supplier<FieldModels> fieldModels;
  private final LearnedFields learnedFields;
  private final Supplier<ThreadContext> context;

  /**
   * All are used only when pipelines are created or run.
   *
   * @param service computes vectors
   * @param storedItems for what is kept from the stored document
   * @param fieldModels asked before a field gets its first vectors
   * @param learnedFields asked which fields may be carried over
   * @param context the server's, for the caller's part in it to be restored
   */
  public ItemEmbeddingProcessorFactory(
      Supplier<EmbeddingService> service,
      StoredItems storedItems,
      Supplier<FieldModels> fieldModels,
      LearnedFields learnedFields,
      Supplier<ThreadContext> context) {
    this.service = service;
    this.storedItems = storedItems;
    this.fieldModels = fieldModels;
    this.learnedFields = learnedFields;
    this.context = context;
  }

  /**
   * {@inheritDoc}
   *
   * @throws org.opensearch.OpenSearchParseException naming the property and what it accepts
   */
  @Override
  public Processor create(
      Map<String, Processor.Factory> factories,
      @Nullable String tag,
      @Nullable String description,
      Map<String, Object> config) {
    Reader in = new Reader(tag, config);
    String model = in.model(service.get());
    // whoever has a pipeline will want the model; a failure is told to the first document
    var unused = service.get().warm(model);
    ItemEmbeddingConfig parsed =
        new ItemEmbeddingConfig(
            model,
            in.fields(),
            in.target(),
            in.choice("long_text", LongText.MEAN, LongText.values()),
            in.choice("on_empty", OnEmpty.SKIP, OnEmpty.values()),
            readBooleanProperty(ItemEmbeddingProcessor.TYPE, tag, config, "reuse_unchanged", true),
            in.learned());
    return new ItemEmbeddingProcessor(
        tag, description, parsed, service, storedItems, fieldModels, learnedFields, context);
  }

  private record Reader(@Nullable String tag, Map<String, Object> config) {

    String model(EmbeddingService service) {
      String model = readStringProperty(ItemEmbeddingProcessor.TYPE, tag, config, "model");
      List<String> known = service.models();
      if (!known.contains(model) && !isStored()) {
        throw bad("model", "[" + model + "] is not known, the models are " + known);
      }
      return model;
    }

    /**
     * Whether the server makes the processor from its own state and not for somebody who can still
     * be told: a stored pipeline that is refused fails every document until the node restarts,
     * however soon the model comes back.
     */
    private static boolean isStored() {
      return Thread.currentThread()
          .getName()
          .contains(ClusterApplierService.CLUSTER_UPDATE_THREAD_NAME);
    }

    List<String> fields() {
      List<String> fields =
          paths("fields", readList(ItemEmbeddingProcessor.TYPE, tag, config, "fields"));
      if (fields.isEmpty()) {
        throw bad("fields", "must name at least one field");
      }
      return fields;
    }

    String target() {
      return path(
          "target_field",
          readStringProperty(ItemEmbeddingProcessor.TYPE, tag, config, "target_field"));
    }

    List<String> learned() {
      List<?> learned =
          readOptionalList(ItemEmbeddingProcessor.TYPE, tag, config, "learned_fields");
      return learned == null ? List.of() : paths("learned_fields", learned);
    }

    <E extends Enum<E>> E choice(String key, E absent, E[] all) {
      String text =
          readStringProperty(ItemEmbeddingProcessor.TYPE, tag, config, key, lower(absent));
      for (E value : all) {
        if (lower(value).equals(text)) {
          return value;
        }
      }
      List<String> accepted = Arrays.stream(all).map(Reader::lower).toList();
      throw bad(key, "must be one of " + accepted + " but was [" + text + "]");
    }

    private List<String> paths(String key, List<?> values) {
      List<String> paths = new ArrayList<>();
      for (Object value : values) {
        if (!(value instanceof String text)) {
          throw bad(key, "must be a list of strings");
        }
        paths.add(path(key, text));
      }
      return List.copyOf(paths);
    }

    private String path(String key, String path) {
      if (path.isBlank()
          || path.startsWith(".")
          || path.endsWith(".")
          || path.contains("..")
          || path.startsWith("_")) {
        throw bad(key, "[" + path + "] is not a field's path");
      }
      return path;
    }

    private static String lower(Enum<?> value) {
      return value.name().toLowerCase(Locale.ROOT);
    }

    private RuntimeException bad(String key, String reason) {
      return newConfigurationException(ItemEmbeddingProcessor.TYPE, tag, key, reason);
    }
  }
}

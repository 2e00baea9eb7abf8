package org.chatrec.ingest;

import static org.opensearch.ingest.ConfigurationUtils.newConfigurationException;
import static org.opensearch.ingest.ConfigurationUtils.readStringProperty;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opensearch.ingest.Processor;
import org.opensearch.threadpool.ThreadPool;

/** Reads the configuration of {@code ubi_events} processors. */
public final class UbiEventsProcessorFactory implements Processor.Factory {

  private static final String KEEP = "keep";
  private static final String FAIL = "fail";

  private final EventSink sink;
  private final Supplier<ThreadPool> threads;

  /**
   * Both are used only when pipelines run.
   *
   * @param sink takes the events
   * @param threads the server's
   */
  public UbiEventsProcessorFactory(EventSink sink, Supplier<ThreadPool> threads) {
    this.sink = sink;
    this.threads = threads;
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
    String catalog = readStringProperty(UbiEventsProcessor.TYPE, tag, config, "catalog");
    String rejected = readStringProperty(UbiEventsProcessor.TYPE, tag, config, "on_rejected", KEEP);
    if (catalog.isBlank()) {
      throw newConfigurationException(UbiEventsProcessor.TYPE, tag, "catalog", "must not be blank");
    }
    if (!List.of(KEEP, FAIL).contains(rejected)) {
      throw newConfigurationException(
          UbiEventsProcessor.TYPE,
          tag,
          "on_rejected",
          "must be one of [keep, fail] but was [" + rejected + "]");
    }
    return new UbiEventsProcessor(tag, description, catalog, rejected.equals(FAIL), sink, threads);
  }
}

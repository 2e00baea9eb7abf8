package org.chatrec.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a catalogue's ingest pipeline and search pipeline consist of. */
public final class CatalogPipelines {

  /** The processor that embeds items. */
  public static final String EMBEDDING = "item_embedding";

  /** The processor that makes searches personal. */
  public static final String PERSONALIZE = "personalize";

  private static final String DIVERSIFY = "diversify";

  private CatalogPipelines() {}

  /** The processor for a catalogue's items. */
  public static Map<String, Object> processor(Catalog catalog) {
    Map<String, Object> processor = new LinkedHashMap<>();
    processor.put("model", catalog.model());
    processor.put("fields", catalog.embedFields());
    processor.put("target_field", catalog.vectorField());
    processor.put("reuse_unchanged", true);
    if (!catalog.learnedFields().isEmpty()) {
      processor.put("learned_fields", catalog.learnedFields());
    }
    return processor;
  }

  /**
   * An ingest pipeline.
   *
   * @param also the same catalogue with other models and vector fields, which items get as well
   */
  public static Map<String, Object> ingest(Catalog catalog, Catalog... also) {
    List<Map<String, Object>> processors = new ArrayList<>();
    processors.add(Map.of(EMBEDDING, processor(catalog)));
    for (Catalog other : also) {
      Map<String, Object> processor = processor(other);
      processor.remove("learned_fields"); // carried over once is enough
      processors.add(Map.of(EMBEDDING, processor));
    }
    return Map.of(
        "description",
        "Embeds the items of the chatrec catalogue " + catalog.name(),
        "processors",
        processors);
  }

  /** The search pipeline that makes plain searches personal where they name a user. */
  public static Map<String, Object> search(Catalog catalog) {
    // variety changes the order that scores give, so it is for those who ask for it
    Map<String, Object> diversify =
        Map.of(DIVERSIFY, Map.of("field", catalog.vectorField(), "when", "asked"));
    return Map.of(
        "description",
        "Makes searches of the chatrec catalogue " + catalog.name() + " personal",
        "request_processors",
        List.of(Map.of(PERSONALIZE, Map.of("catalog", catalog.name())), diversify),
        "response_processors",
        List.of(diversify, Map.of(PERSONALIZE, Map.of())));
  }
}

package org.chatrec.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.rules.BusinessRules;

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

  /**
   * With what holds for searches that say nothing to the plugin, too: it stands in the cluster's
   * state, so that no search has to look it up, and none goes without where nothing can be read.
   */
  public static Map<String, Object> personalize(Catalog catalog) {
    Map<String, Object> personalize = new LinkedHashMap<>();
    personalize.put("catalog", catalog.name());
    if (catalog.filter() != null) {
      personalize.put("filter", catalog.filter());
    }
    if (!catalog.rules().equals(BusinessRules.NONE)) {
      personalize.put(BusinessRules.NAME, catalog.rules().toMap());
    }
    return personalize;
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
        List.of(Map.of(PERSONALIZE, personalize(catalog)), diversify),
        "response_processors",
        List.of(diversify, Map.of(PERSONALIZE, Map.of())));
  }
}

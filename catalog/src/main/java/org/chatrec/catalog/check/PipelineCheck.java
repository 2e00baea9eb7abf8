package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogPipelines;
import org.chatrec.catalog.Pipelines;
import org.jspecify.annotations.Nullable;

/**
 * The pipelines that items and searches go through by default. Without them the catalogue works for
 * those who name them, so that is said and not refused.
 */
final class PipelineCheck implements Check {

  private static final String INGEST = "index.default_pipeline";
  private static final String FINAL = "index.final_pipeline";
  private static final String SEARCH = "index.search.default_pipeline";
  private static final String NONE = "_none";

  @Override
  public List<Finding> of(Examined examined) {
    if (examined.fresh()) {
      return List.of(); // they are made with it
    }
    List<Finding> found = new ArrayList<>();
    Catalog catalog = examined.catalog();
    for (IndexShape index : examined.picture().indices()) {
      String own = named(index, INGEST);
      if (!embeds(examined, own) && !embeds(examined, named(index, FINAL))) {
        found.add(
            Finding.warning(
                INGEST,
                isMissing(own, examined.picture().ingest())
                    ? missing(index, own, "documents are")
                    : "of index ["
                        + index.name()
                        + "] does not embed items: new ones will have no vector in ["
                        + catalog.vectorField()
                        + "]",
                ingest(examined, index, own)));
      }
      String last = named(index, FINAL);
      if (isMissing(last, examined.picture().ingest())) {
        found.add(
            Finding.warning(
                FINAL, missing(index, last, "documents are"), setting(index, FINAL, NONE)));
      }
      String searched = named(index, SEARCH);
      if (!personalizes(examined, searched)) {
        found.add(
            Finding.warning(
                SEARCH,
                isMissing(searched, examined.picture().search())
                    ? missing(index, searched, "searches are")
                    : "of index ["
                        + index.name()
                        + "] does not make searches personal; those that name the pipeline are",
                search(examined, index, searched)));
      }
    }
    return found;
  }

  /** An index that was restored names pipelines of the cluster that it is from. */
  private static boolean isMissing(@Nullable String pipeline, Map<String, ?> there) {
    return pipeline != null && !there.containsKey(pipeline);
  }

  private static String missing(IndexShape index, @Nullable String pipeline, String what) {
    return "of index ["
        + index.name()
        + "] is ["
        + pipeline
        + "], which is not there: "
        + what
        + " refused until it is";
  }

  private static @Nullable String named(IndexShape index, String setting) {
    String name = index.settings().get(setting);
    return name == null || name.equals(NONE) ? null : name;
  }

  private static boolean embeds(Examined examined, @Nullable String pipeline) {
    return new Pipelines(examined.picture().ingest())
        .processors(pipeline, CatalogPipelines.EMBEDDING).stream()
            .anyMatch(
                processor ->
                    examined.catalog().vectorField().equals(processor.get("target_field")));
  }

  private static boolean personalizes(Examined examined, @Nullable String pipeline) {
    return new Pipelines(examined.picture().search())
        .processors(pipeline, CatalogPipelines.PERSONALIZE).stream()
            .anyMatch(processor -> examined.catalog().name().equals(processor.get("catalog")));
  }

  private static Call[] ingest(Examined examined, IndexShape index, @Nullable String own) {
    Map<String, Object> ours = CatalogPipelines.ingest(examined.catalog());
    if (own == null) {
      return new Call[] {
        Call.put("/_ingest/pipeline/" + examined.catalog().pipeline(), ours),
        setting(index, INGEST, examined.catalog().pipeline())
      };
    }
    return new Call[] {
      Call.put(
          "/_ingest/pipeline/" + own,
          joined(examined.picture().ingest().get(own), ours, "processors"))
    };
  }

  private static Call[] search(Examined examined, IndexShape index, @Nullable String own) {
    Map<String, Object> ours = CatalogPipelines.search(examined.catalog());
    if (own == null) {
      return new Call[] {
        Call.put("/_search/pipeline/" + examined.catalog().pipeline(), ours),
        setting(index, SEARCH, examined.catalog().pipeline())
      };
    }
    Map<String, Object> both =
        joined(examined.picture().search().get(own), ours, "request_processors");
    both.put(
        "response_processors",
        joined(examined.picture().search().get(own), ours, "response_processors")
            .get("response_processors"));
    return new Call[] {Call.put("/_search/pipeline/" + own, both)};
  }

  /** What is there first, then ours. */
  private static Map<String, Object> joined(
      @Nullable Map<String, Object> there, Map<String, Object> ours, String list) {
    Map<String, Object> joined = new LinkedHashMap<>(there == null ? Map.of() : there);
    List<Object> processors = new ArrayList<>();
    if (joined.get(list) instanceof List<?> before) {
      processors.addAll(before);
    }
    if (ours.get(list) instanceof List<?> added) {
      processors.addAll(added);
    }
    joined.put(list, processors);
    return joined;
  }

  private static Call setting(IndexShape index, String setting, String pipeline) {
    return Call.put("/" + index.name() + "/_settings", Map.of(setting, pipeline));
  }
}

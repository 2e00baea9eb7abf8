package org.chatrec.catalog.declare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogPipelines;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.Pipelines;
import org.chatrec.embedding.LongText;
import org.junit.jupiter.api.Test;
import org.opensearch.Version;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.common.settings.Settings;

/** Which of the pipelines that items go through says how they are embedded. */
class ItemProcessorTests {

  private static final Catalog MOVIES = Catalogs.movies();

  private static Map<String, Object> embedding(String longText) {
    Map<String, Object> options = new HashMap<>(CatalogPipelines.processor(MOVIES));
    options.put("long_text", longText);
    return Map.of(CatalogPipelines.EMBEDDING, options);
  }

  private static Map<String, Object> pipeline(Map<?, ?>... processors) {
    return Map.of("processors", List.of(processors));
  }

  private static ItemProcessor of(
      String setting, String named, Map<String, Map<String, Object>> all) {
    IndexMetadata index =
        IndexMetadata.builder("movies")
            .settings(
                Settings.builder()
                    .put(IndexMetadata.SETTING_VERSION_CREATED, Version.CURRENT)
                    .put(setting, named))
            .numberOfShards(1)
            .numberOfReplicas(0)
            .build();
    return ItemProcessor.of(MOVIES, new Pipelines(all), List.of(index));
  }

  @Test
  void thePipelineOfTheIndexComesFirst() {
    Map<String, Map<String, Object>> all =
        Map.of(
            MOVIES.pipeline(),
            CatalogPipelines.ingest(MOVIES),
            "own",
            pipeline(Map.of("set", Map.of("field", "seen")), embedding("truncate")),
            "outer",
            pipeline(Map.of("pipeline", Map.of("name", "own"))),
            "only",
            pipeline(embedding("truncate")));
    for (String setting : List.of("index.default_pipeline", "index.final_pipeline")) {
      for (String own : List.of("own", "outer")) {
        ItemProcessor found = of(setting, own, all);
        assertThat(found.longText()).isEqualTo(LongText.TRUNCATE);
        assertThat(found.pipeline()).as("would change more than the vector").isNull();
        assertThat(found.alone()).isEqualTo(pipeline(embedding("truncate")));
      }
      assertThat(of(setting, "only", all).pipeline()).isEqualTo("only");
      assertThat(of(setting, "_none", all).pipeline()).isEqualTo(MOVIES.pipeline());
    }
  }

  @Test
  void withoutOneItIsTheCataloguesOwn() {
    ItemProcessor nobodys = of("index.default_pipeline", "gone", Map.of());
    assertThat(nobodys.alone().get("processors"))
        .isEqualTo(CatalogPipelines.ingest(MOVIES).get("processors"));
    assertThat(nobodys.pipeline()).isNull();
    assertThat(nobodys.longText()).isEqualTo(LongText.MEAN);
    assertThat(nobodys.fields(MOVIES)).isEqualTo(MOVIES.embedFields());
  }

  @Test
  void theFieldsAreThoseOfTheProcessor() {
    Map<String, Object> options = new HashMap<>(CatalogPipelines.processor(MOVIES));
    options.put("fields", List.of("overview"));
    Map<String, Map<String, Object>> all =
        Map.of("own", pipeline(Map.of(CatalogPipelines.EMBEDDING, options)));
    assertThat(of("index.default_pipeline", "own", all).fields(MOVIES)).containsExactly("overview");
    options.put("target_field", "another_vector");
    all = Map.of("own", pipeline(Map.of(CatalogPipelines.EMBEDDING, options)));
    assertThat(of("index.default_pipeline", "own", all).fields(MOVIES))
        .isEqualTo(MOVIES.embedFields());
  }
}

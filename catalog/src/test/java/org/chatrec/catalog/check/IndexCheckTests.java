package org.chatrec.catalog.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.FieldRoles;
import org.chatrec.catalog.VectorFieldMapping;
import org.chatrec.catalog.check.IndexPicture.Kind;
import org.chatrec.embedding.FieldModels;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.search.SearchModule;

/** Every check over pictures of indices, without a cluster. */
class IndexCheckTests {

  private static final ModelInfo MODEL = new ModelInfo("all-minilm-l6-v2", "f", 384, 256);
  private static final FieldModels ANY =
      new FieldModels() {
        @Override
        public void require(ModelInfo model, String field, String... indices) {}

        @Override
        public boolean holds(ModelInfo model, String field, String index) {
          return true;
        }

        @Override
        public CompletionStage<@Nullable Void> claim(ModelInfo model, String field, String index) {
          return CompletableFuture.completedFuture(null);
        }
      };
  private static final List<Check> CHECKS =
      List.of(
          new PlaceCheck(),
          new SourceCheck(),
          new VectorCheck(ANY),
          new DescriptionCheck(),
          new TextCheck(),
          new FilterFieldsCheck(),
          new LearnedFieldsCheck(),
          new AlwaysFilterCheck(
              new NamedXContentRegistry(
                  new SearchModule(Settings.EMPTY, List.of()).getNamedXContents())),
          new PipelineCheck(),
          new UnembeddedCheck());

  private static Map<String, Object> properties() {
    Map<String, Object> fields = new HashMap<>();
    List.of("title", "overview").forEach(name -> fields.put(name, Map.of("type", "text")));
    List.of("genres", "director").forEach(name -> fields.put(name, Map.of("type", "keyword")));
    fields.put("year", Map.of("type", "integer"));
    fields.put("item_vector", VectorFieldMapping.of(384));
    fields.put("cf_vector", VectorFieldMapping.of(64));
    fields.put("popularity", Map.of("type", "float"));
    return fields;
  }

  private static IndexShape shape(String name, boolean knn, Map<String, Object> mapping) {
    return IndexShape.of(name, true, Settings.builder().put("index.knn", knn).build(), mapping);
  }

  private static IndexShape good() {
    return shape("movies", true, Map.of("properties", properties()));
  }

  private static IndexPicture picture(Kind kind, @Nullable String written, IndexShape... shapes) {
    return new IndexPicture("movies", kind, List.of(shapes), written, false, Map.of(), Map.of());
  }

  private static List<Finding> check(Catalog catalog, IndexPicture picture, long documents) {
    return check(catalog, picture, documents, List.of());
  }

  private static List<Finding> check(
      Catalog catalog, IndexPicture picture, long documents, List<Catalog> others) {
    Examined examined =
        new Examined(
            catalog, null, Map.of(), MODEL, picture, others, Set.of(), false, query -> documents);
    List<Finding> found = new ArrayList<>();
    CHECKS.forEach(check -> found.addAll(check.of(examined)));
    return found;
  }

  private static List<Finding> errors(IndexShape shape) {
    return check(Catalogs.movies(), picture(Kind.INDEX, "movies", shape), 0).stream()
        .filter(Finding::isError)
        .toList();
  }

  private static List<Finding> errorsWith(String field, Map<String, Object> definition) {
    Map<String, Object> fields = properties();
    fields.put(field, definition);
    return errors(shape("movies", true, Map.of("properties", fields)));
  }

  private static void only(List<Finding> found, String about, String... reasons) {
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().about()).isEqualTo(about);
    assertThat(found.getFirst().reason()).contains(reasons);
    assertThat(found.getFirst().calls()).isNotEmpty();
  }

  private static IndexShape blocked(String block, Map<String, Object> fields) {
    Settings settings = Settings.builder().put("index.knn", true).put(block, true).build();
    return IndexShape.of("movies", true, settings, Map.of("properties", fields));
  }

  @ParameterizedTest
  @ValueSource(strings = {"write", "read_only", "read_only_allow_delete"})
  void anIndexThatTakesNoWritesIsTakenWithAWarning(String kind) {
    String block = "index.blocks." + kind;
    List<Finding> found =
        check(Catalogs.movies(), picture(Kind.INDEX, "movies", blocked(block, properties())), 0);
    assertThat(found.stream().filter(Finding::isError)).isEmpty();
    Finding warning =
        found.stream().filter(f -> f.reason().contains(block)).findFirst().orElseThrow();
    assertThat(warning.calls().getFirst().line())
        .isEqualTo("PUT /movies/_settings {\"" + block + "\":null}");
  }

  /** Nothing is counted where the host would refuse it. */
  @Test
  void anIndexThatCannotBeReadIsRefused() {
    List<Finding> found =
        check(
            Catalogs.movies(),
            picture(Kind.INDEX, "movies", blocked("index.blocks.read", properties())),
            7);
    only(found.stream().filter(Finding::isError).toList(), "index", "index.blocks.read", "movies");
    assertThat(found.toString()).doesNotContain("documents have no vector");
  }

  /** What k-NN does by its native libraries, in each way in which a mapping can ask for it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'mode':'on_disk','space_type':'innerproduct'}",
        "{'mode':'on_disk','compression_level':'8x','space_type':'l2'}",
        "{'compression_level':'16x','space_type':'cosinesimil'}",
        "{'engine':'faiss','compression_level':'8x'}",
        "{'engine':'faiss','mode':'on_disk','method':{'name':'hnsw'}}",
        "{'model_id':'trained'}",
        "{'method':{'name':'hnsw','engine':'faiss','parameters':{'encoder':{'name':'binary'}}}}"
      })
  void aVectorThatTakesLibrariesThatAreNotThereIsRefused(String more) {
    for (String setting : List.of("vector_field", "collaborative_field")) {
      boolean content = setting.equals("vector_field");
      Map<String, Object> field = knn(content ? 384 : 64, more);
      only(
          without(content ? "item_vector" : "cf_vector", field, "-1", false), setting, "libraries");
      only(without(content ? "item_vector" : "cf_vector", field, "-1", true), setting, "libraries");
    }
  }

  /**
   * Restored from a cluster that has them, an index brings a threshold with which graphs are made.
   */
  @Test
  void aGraphOfAnotherEngineIsRefusedWhereItWouldBeMade() {
    Map<String, Object> faiss = knn(384, "{'method':{'name':'hnsw','engine':'faiss'}}");
    assertThat(without("item_vector", faiss, "-1", false)).isEmpty();
    assertThat(without("item_vector", faiss, null, true)).isEmpty(); // the node sets it
    only(without("item_vector", faiss, null, false), "vector_field", "threshold");
    only(without("item_vector", knn(384, "{}"), "15000", false), "vector_field", "threshold");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'method':{'name':'hnsw','engine':'lucene','space_type':'cosinesimil'}}",
        "{'compression_level':'4x','method':{'name':'hnsw','engine':'lucene','space_type':'l2'}}",
        "{'engine':'lucene','space_type':'l2'}",
        "{'compression_level':'4x','space_type':'l2'}",
        "{'mode':'on_disk','compression_level':'4x','space_type':'l2'}"
      })
  void theEngineLuceneNeedsNoLibraries(String more) {
    assertThat(without("item_vector", knn(384, more), null, false)).isEmpty();
  }

  private static Map<String, Object> knn(int dimension, String more) {
    Map<String, Object> field =
        XContentHelper.convertToMap(JsonXContent.jsonXContent, more.replace('\'', '"'), false);
    field.put("type", "knn_vector");
    field.put("dimension", dimension);
    return field;
  }

  private static List<Finding> without(
      String name, Map<String, Object> field, @Nullable String threshold, boolean fresh) {
    Map<String, Object> fields = properties();
    fields.put(name, field);
    Settings.Builder settings = Settings.builder().put("index.knn", true);
    if (threshold != null) {
      settings.put("index.knn.advanced.approximate_threshold", threshold);
    }
    IndexShape shape =
        IndexShape.of("movies", true, settings.build(), Map.of("properties", fields));
    Examined examined =
        new Examined(
            Catalogs.movies(),
            null,
            Map.of(),
            MODEL,
            picture(Kind.INDEX, "movies", shape),
            List.of(),
            Set.of(),
            fresh,
            query -> 0);
    assertThat(new NativeVectorsCheck(true).of(examined)).isEmpty();
    return new NativeVectorsCheck(false).of(examined);
  }

  @Test
  void anIndexWithEverythingIsFine() {
    assertThat(errors(good())).isEmpty();
  }

  @Test
  void aFilterIsAQueryBeforeThereIsAnIndexToo() {
    for (boolean fresh : new boolean[] {true, false}) {
      assertThat(filtered(fresh, Map.of("term", Map.of("year", 1979)))).isEmpty();
      for (Map<String, Object> bad :
          List.<Map<String, Object>>of(
              Map.of(),
              Map.of("no_such_query", Map.of()),
              Map.of("term", 5),
              Map.of("bool", Map.of("fliter", List.of())))) {
        assertThat(filtered(fresh, bad)).extracting(Finding::about).containsExactly("filter");
      }
    }
  }

  private static List<Finding> filtered(boolean fresh, Map<String, Object> filter) {
    Examined examined =
        new Examined(
            Catalogs.filtered(filter),
            null,
            Map.of(),
            MODEL,
            picture(Kind.INDEX, "movies", good()),
            List.of(),
            Set.of("cf_vector", "popularity"),
            fresh,
            query -> 1);
    return CHECKS.stream()
        .flatMap(check -> check.of(examined).stream())
        .filter(Finding::isError)
        .toList();
  }

  @Test
  void everythingThatIsMissingIsNamedAtOnce() {
    List<Finding> found = errors(shape("movies", false, Map.of()));
    assertThat(found)
        .extracting(Finding::about)
        .containsOnly(
            "index.knn",
            "title_field",
            "text_fields",
            "filter_fields",
            "embed_fields",
            "vector_field",
            "popularity_field",
            "collaborative_field");
    assertThat(new CatalogRefusedException("movies", "movies", found).getMessage())
        .contains(
            "[filter_fields] director",
            "dimension 384",
            "all-minilm-l6-v2",
            "PUT /movies/_mapping");
  }

  @ParameterizedTest
  @ValueSource(strings = {"genres", "director", "year", "item_vector", "cf_vector", "popularity"})
  void oneThatIsMissingIsNamedAlone(String field) {
    Map<String, Object> fields = properties();
    fields.remove(field);
    List<Finding> found = errors(shape("movies", true, Map.of("properties", fields)));
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().reason()).startsWith(field + " of index [movies]");
  }

  @Test
  void vectorsOfAnotherKindAreNamedWithAFieldOfTheirOwn() {
    only(errorsWith("item_vector", VectorFieldMapping.of(128)), "vector_field", "of dimension 128");
    only(errorsWith("item_vector", Map.of("type", "float")), "vector_field", "of type float");
    Map<String, Object> bytes = new HashMap<>(VectorFieldMapping.of(384));
    bytes.put("data_type", "byte");
    only(errorsWith("item_vector", bytes), "vector_field", "data_type byte");
    Map<String, Object> far = new HashMap<>(VectorFieldMapping.of(384));
    far.put("method", Map.of("name", "hnsw", "engine", "lucene", "space_type", "linf"));
    only(errorsWith("item_vector", far), "vector_field", "space_type linf");
    only(
        errorsWith("item_vector", Map.of("type", "alias", "path", "v")),
        "vector_field",
        "is an alias; name the field itself, [v]");
    only(errorsWith("cf_vector", VectorFieldMapping.of(1)), "collaborative_field", "dimension 128");
  }

  @Test
  void whatIsNotInTheDocumentIsNamed() {
    Map<String, Object> fields = properties();
    for (String pattern : List.of("item_vector", "item_*", "*_vector*")) {
      only(
          errors(
              shape(
                  "movies",
                  true,
                  Map.of("_source", Map.of("excludes", List.of(pattern)), "properties", fields))),
          "_source",
          "item_vector");
    }
    only(
        errors(
            shape(
                "movies",
                true,
                Map.of("_source", Map.of("includes", List.of("title")), "properties", fields))),
        "_source",
        "overview",
        "send the items again");
    only(
        errors(
            shape(
                "movies", true, Map.of("_source", Map.of("enabled", false), "properties", fields))),
        "_source",
        "disabled");
  }

  /** An update, ours or anybody's, writes what is in the document and nothing else. */
  @Test
  void whatNobodyDeclaredIsNotLostEither() {
    Map<String, Object> fields = properties();
    fields.put("ean", Map.of("type", "keyword", "fields", Map.of("t", Map.of("type", "text"))));
    fields.put("log", Map.of("type", "object", "enabled", false));
    for (String pattern : List.of("ean", "e*")) {
      List<Finding> found =
          errors(
              shape(
                  "movies",
                  true,
                  Map.of("_source", Map.of("excludes", List.of(pattern)), "properties", fields)));
      only(found, "_source", "[ean]", "send the items again");
      assertThat(found.getFirst().calls()).hasSize(1);
    }
    for (String harmless : List.of("log", "ean.t", "nowhere*")) {
      assertThat(
              errors(
                  shape(
                      "movies",
                      true,
                      Map.of(
                          "_source", Map.of("excludes", List.of(harmless)), "properties", fields))))
          .as(harmless)
          .isEmpty();
    }
  }

  @Test
  void whatIsCopiedTogetherIsInNoDocument() {
    Map<String, Object> fields = properties();
    fields.put("title", Map.of("type", "text", "copy_to", "overview"));
    fields.put("plot", Map.of("type", "text", "copy_to", List.of("overview", "other")));
    List<Finding> found = errors(shape("movies", true, Map.of("properties", fields)));
    only(found, "embed_fields", "overview of index [movies]", "filled from [");
    assertThat((List<?>) found.getFirst().calls().getFirst().body().get("embed_fields"))
        .asString()
        .contains("title", "plot")
        .doesNotContain("overview");
  }

  @Test
  void wordsThatAreNotIndexedAreNotSearched() {
    only(
        errorsWith("overview", Map.of("type", "text", "index", false)),
        "text_fields",
        "not indexed");
    Map<String, Object> fields = properties();
    List.of("title", "overview")
        .forEach(name -> fields.put(name, Map.of("type", "text", "index", false)));
    List<Finding> found = errors(shape("movies", true, Map.of("properties", fields)));
    assertThat(found).extracting(Finding::about).containsOnly("text_fields");
    assertThat(found.getFirst().calls()).hasSize(3);
    assertThat(found.getFirst().calls().getLast().body().get("text_fields"))
        .isEqualTo(List.of("title.words"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"boolean", "flat_object", "integer_range", "rank_features", "binary"})
  void whatHasNoWordsIsNotEmbedded(String type) {
    assertThat(errorsWith("overview", Map.of("type", type)))
        .extracting(Finding::about)
        .contains("embed_fields");
  }

  @Test
  void whatDescribesVectorsHasItsNameForItself() {
    only(
        errorsWith("item_vector_meta", Map.of("type", "keyword")),
        "vector_field",
        "of type keyword");
    only(
        errorsWith(
            "item_vector_meta",
            Map.of("properties", Map.of("text_hash", Map.of("type", "integer")))),
        "vector_field",
        "text_hash of type integer");
    only(
        errorsWith("item_vector_meta", Map.of("type", "object", "enabled", false)),
        "vector_field",
        "not enabled");
    only(
        errorsWith("cf_vector_meta", Map.of("type", "nested", "properties", Map.of())),
        "collaborative_field",
        "of type nested");
    assertThat(errorsWith("item_vector_meta", VectorFieldMapping.meta())).isEmpty();
  }

  @Test
  void theMappingHasRoomForThem() {
    IndexShape full =
        IndexShape.of(
            "movies",
            true,
            Settings.builder()
                .put("index.knn", true)
                .put("index.mapping.total_fields.limit", 9)
                .build(),
            Map.of("properties", properties()));
    List<Finding> found = errors(full);
    only(found, "index.mapping.total_fields.limit", "is 9");
    assertThat(found.getFirst().calls().getFirst().path()).isEqualTo("/movies/_settings");
    assertThat(found.getFirst().calls().getFirst().body().values()).containsExactly(16);
  }

  @Test
  void aPopularityIsScoredByItsDocValues() {
    only(
        errorsWith("popularity", Map.of("type", "float", "doc_values", false)),
        "popularity_field",
        "no doc values");
  }

  /** The call for an index made anew is one that can be made: analysers come along. */
  @Test
  void anIndexMadeAnewHasTheSettingsOfItsFields() {
    Map<String, Object> fields = properties();
    fields.put("title", Map.of("type", "text", "analyzer", "mine"));
    fields.put("ml", Map.of("properties", Map.of("vec", VectorFieldMapping.of(384))));
    IndexShape shape =
        IndexShape.of(
            "movies",
            true,
            Settings.builder()
                .put("index.number_of_shards", 3)
                .put("index.analysis.analyzer.mine.tokenizer", "standard")
                .putList("index.analysis.analyzer.mine.filter", "lowercase", "asciifolding")
                .put("index.analysis.tokenizer.cut.pattern", "[,;]")
                .put("index.uuid", "x")
                .build(),
            Map.of("properties", fields));
    Call made = errors(shape).getFirst().calls().getFirst();
    assertThat(made.body().get("create"))
        .extracting("settings")
        .isEqualTo(
            Map.of(
                "index.number_of_shards", "3",
                "index.analysis.analyzer.mine.tokenizer", "standard",
                "index.analysis.analyzer.mine.filter", List.of("lowercase", "asciifolding"),
                "index.analysis.tokenizer.cut.pattern", "[,;]"));
  }

  @Test
  void analysedTextIsNoFilterAndItsKeywordIs() {
    List<Finding> found =
        errorsWith(
            "genres",
            Map.of("type", "text", "fields", Map.of("keyword", Map.of("type", "keyword"))));
    only(found, "filter_fields", "analysed");
    assertThat(found.getFirst().calls().getFirst().body().get("filter_fields"))
        .isEqualTo(List.of("genres.keyword", "director", "year"));
    List<Finding> bare = errorsWith("genres", Map.of("type", "text"));
    only(bare, "filter_fields", "analysed");
    assertThat(bare.getFirst().calls()).hasSize(3);
    only(
        errorsWith("genres", Map.of("type", "keyword", "doc_values", false)),
        "filter_fields",
        "doc values");
    for (String type : List.of("geo_point", "flat_object", "integer_range", "constant_keyword")) {
      List<Finding> other = errorsWith("genres", Map.of("type", type));
      only(other, "filter_fields", type);
      assertThat(other.getFirst().calls())
          .as("only what can be called is named")
          .extracting(Call::path)
          .containsExactly("/_plugins/_chatrec/catalogs/movies");
    }
    only(
        errorsWith(
            "genres",
            Map.of("type", "nested", "properties", Map.of("name", Map.of("type", "keyword")))),
        "filter_fields",
        "nested");
  }

  @Test
  void aNumberIsNoTitle() {
    List<Finding> found = errorsWith("title", Map.of("type", "integer"));
    assertThat(found).extracting(Finding::about).contains("title_field", "text_fields");
  }

  @Test
  void namesThatCannotBeWrittenAreRefused() {
    IndexShape other = shape("movies-2", true, Map.of("properties", properties()));
    assertThat(check(Catalogs.movies(), picture(Kind.ALIAS, null, good(), other), 0))
        .anySatisfy(
            finding -> {
              assertThat(finding.reason()).contains("without a write index");
              assertThat(finding.calls().getFirst().path()).isEqualTo("/_aliases");
            });
    assertThat(check(Catalogs.movies(), picture(Kind.ALIAS, "movies-2", good(), other), 0))
        .noneMatch(Finding::isError);
    assertThat(check(Catalogs.movies(), picture(Kind.DATA_STREAM, "movies", good()), 0))
        .anySatisfy(finding -> assertThat(finding.reason()).contains("data stream"));
  }

  @Test
  void eachIndexBehindAnAliasIsLookedAt() {
    IndexShape old =
        shape("movies-old", true, Map.of("properties", Map.of("title", Map.of("type", "text"))));
    assertThat(check(Catalogs.movies(), picture(Kind.ALIAS, "movies", good(), old), 0))
        .filteredOn(Finding::isError)
        .isNotEmpty()
        .allSatisfy(finding -> assertThat(finding.reason()).contains("[movies-old]"));
  }

  @Test
  void whatSomebodyElseWroteIsNotOverwritten() {
    List<Finding> found =
        check(Catalogs.movies(), picture(Kind.INDEX, "movies", good()), 3).stream()
            .filter(Finding::isError)
            .toList();
    assertThat(found)
        .extracting(Finding::about)
        .containsExactlyInAnyOrder("popularity_field", "collaborative_field");
    assertThat(found).allSatisfy(finding -> assertThat(finding.calls()).hasSize(2));
  }

  @Test
  void twoCataloguesDoNotLearnIntoOneField() {
    Catalog other = Catalogs.overIndex("series", "movies");
    List<Finding> found =
        check(Catalogs.movies(), picture(Kind.INDEX, "movies", good()), 0, List.of(other)).stream()
            .filter(Finding::isError)
            .toList();
    assertThat(found).hasSize(2).allSatisfy(f -> assertThat(f.reason()).contains("[series]"));
  }

  @Test
  void pipelinesAndVectorsThatAreNotThereAreSaid() {
    Catalog catalog = Catalogs.withoutLearning("movies");
    List<Finding> found = check(catalog, picture(Kind.INDEX, "movies", good()), 7);
    assertThat(found).noneMatch(Finding::isError);
    assertThat(found)
        .extracting(Finding::about)
        .containsExactly("index.default_pipeline", "index.search.default_pipeline", "vector_field");
    assertThat(found.getLast().reason()).startsWith("7 documents");
    assertThat(found.getLast().calls().getFirst().path()).contains("_embed_missing");
  }

  /** As after a snapshot was restored in another cluster. */
  @Test
  void aPipelineThatIsNotThereIsSaidAndMade() {
    Settings named =
        Settings.builder()
            .put("index.knn", true)
            .put("index.default_pipeline", "gone")
            .put("index.final_pipeline", "gone-last")
            .put("index.search.default_pipeline", "gone-search")
            .build();
    IndexShape shape = IndexShape.of("movies", true, named, Map.of("properties", properties()));
    List<Finding> found =
        check(Catalogs.withoutLearning("movies"), picture(Kind.INDEX, "movies", shape), 0);
    assertThat(found)
        .extracting(Finding::reason)
        .anySatisfy(r -> assertThat(r).contains("[gone], which is not there: documents are"))
        .anySatisfy(r -> assertThat(r).contains("[gone-search], which is not there: searches are"));
    assertThat(found)
        .flatExtracting(Finding::calls)
        .extracting(Call::path)
        .contains("/_ingest/pipeline/gone", "/movies/_settings", "/_search/pipeline/gone-search");
  }

  /** Said of a field that nobody has: likely misspelt, and no harm to the rest. */
  @Test
  void whatIsSaidOfAFieldThatIsNotThereIsUnused() {
    Map<String, Object> price = Map.of("role", "price", "unit", "EUR");
    Catalog catalog =
        Catalogs.described(
            new FieldRoles(Map.of("pricee", price, "genres", Map.of("role", "genre"))));
    List<Finding> found =
        check(catalog, picture(Kind.INDEX, "movies", good()), 0).stream()
            .filter(finding -> finding.about().startsWith("fields"))
            .toList();
    only(found, "fields.pricee", "not there");
    assertThat(found.getFirst().isError()).isFalse();
    assertThat(String.valueOf(found.getFirst().calls().getFirst().body()))
        .contains("genres")
        .doesNotContain("pricee");
  }

  /** Compared as a word, 9.00 is more than 12.50. */
  @ParameterizedTest
  @ValueSource(strings = {"price", "duration", "rating"})
  void anAmountThatIsStoredAsAWordGetsANumberBesideIt(String role) {
    Map<String, Object> said = Map.of("role", role, "label", "how much");
    Catalog catalog = Catalogs.described(new FieldRoles(Map.of("genres", said)));
    Map<String, Object> fields = properties();
    fields.put("genres", Map.of("type", "keyword"));
    List<Finding> found =
        check(
                catalog,
                picture(Kind.INDEX, "movies", shape("movies", true, Map.of("properties", fields))),
                0)
            .stream()
            .filter(finding -> finding.about().startsWith("fields"))
            .toList();
    only(found, "fields.genres", "compared as words");
    assertThat(found.getFirst().isError()).isFalse();
    List<Call> calls = found.getFirst().calls();
    assertThat(String.valueOf(calls.getFirst().body())).contains("number", "double");
    assertThat(String.valueOf(calls.getLast().body())).contains("genres.number", "how much");
  }

  @Test
  void popularityIsMoreThanAByte() {
    List<Finding> found = errorsWith("popularity", Map.of("type", "byte"));
    only(found, "popularity_field", "127");
  }
}

package org.chatrec.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chatrec.catalog.rules.BusinessRule;
import org.chatrec.catalog.rules.BusinessRules;
import org.chatrec.catalog.support.Wire;
import org.chatrec.catalog.words.Synonyms;
import org.chatrec.catalog.words.WordsOptions;
import org.chatrec.conversation.catalog.Faq;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;

class CatalogParserTests {

  private static final String DECLARATION =
      """
      {"index":"movies","create":{"settings":{"number_of_shards":2},
         "properties":{"title":{"type":"text"},"genres":{"type":"keyword"}}},
       "title_field":"title","text_fields":["title^3","overview"],"filter_fields":["genres","year"],
       "model":"all-minilm-l6-v2","embed_fields":["title","overview"],"vector_field":"item_vector",
       "collaborative_field":"cf_vector","popularity_field":"popularity",
       "weights":{"lexical":0.4,"popularity":0},"language":"zh","rerank":{"model":"ranker","top":20},
       "people":"shop-people","fields":{"parent_sku":{"role":"variant_of"}}}\
      """;

  private static Map<String, Object> body() {
    return XContentHelper.convertToMap(JsonXContent.jsonXContent, DECLARATION, true);
  }

  private static PutCatalogRequest.Declaration parse(Map<String, Object> body) {
    return new PutCatalogRequest("movies", body, false).declaration();
  }

  private static void assertRefused(Map<String, Object> body, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PutCatalogRequest("movies", body, false))
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  @Test
  void readsEveryFieldOfTheContract() {
    PutCatalogRequest.Declaration declaration = parse(body());
    assertThat(declaration.catalog())
        .isEqualTo(
            new Catalog(
                "movies",
                "movies",
                "title",
                List.of("title^3", "overview"),
                List.of("genres", "year"),
                "all-minilm-l6-v2",
                List.of("title", "overview"),
                "item_vector",
                "cf_vector",
                "popularity",
                new CatalogWeights(
                    new SignalWeights(
                        0.4,
                        SignalWeights.DEFAULT.semantic(),
                        SignalWeights.DEFAULT.content(),
                        SignalWeights.DEFAULT.collaborative(),
                        0),
                    CatalogWeights.Source.DECLARED,
                    Map.of()),
                Catalog.DEFAULT_POPULARITY_PIVOT,
                "zh",
                WordsOptions.DEFAULT,
                Synonyms.NONE,
                Faq.NONE,
                new Rerank("ranker", 20),
                new FieldRoles(Map.of("parent_sku", Map.of("role", "variant_of"))),
                "shop-people",
                null,
                BusinessRules.NONE,
                ItemPaths.NONE,
                true));
    assertThat(declaration.create().settings()).containsEntry("number_of_shards", 2);
    assertThat(declaration.create().properties()).containsOnlyKeys("title", "genres");
  }

  @Test
  void whatMayBeLeftOutIsLeftOut() {
    Map<String, Object> body = body();
    List.of(
            "create",
            "filter_fields",
            "collaborative_field",
            "popularity_field",
            "weights",
            "language")
        .forEach(body::remove);
    PutCatalogRequest.Declaration declaration = parse(body);
    assertThat(declaration.create()).isNull();
    assertThat(declaration.catalog().created()).isFalse();
    assertThat(declaration.catalog().filterFields()).isEmpty();
    assertThat(declaration.catalog().collaborativeField()).isNull();
    assertThat(declaration.catalog().popularityField()).isNull();
    assertThat(declaration.catalog().weights()).isEqualTo(CatalogWeights.DEFAULT);
    assertThat(declaration.catalog().language()).isEqualTo("en");
  }

  @Test
  void anIndexThatIsMadeGetsTheFieldsThatAreLearned() {
    Map<String, Object> body = body();
    body.remove("collaborative_field");
    body.remove("popularity_field");
    Catalog catalog = parse(body).catalog();
    assertThat(catalog.collaborativeField()).isEqualTo("cf_vector");
    assertThat(catalog.popularityField()).isEqualTo("learned_popularity");
    body.put("collaborative_field", null);
    assertThat(parse(body).catalog().collaborativeField()).isNull();
    assertThat(parse(body).catalog().popularityField()).isEqualTo("learned_popularity");
    body.put("popularity_field", "fame");
    assertThat(parse(body).catalog().popularityField()).isEqualTo("fame");
  }

  @Test
  void aFieldThatTheOwnerDeclaresStaysTheOwners() {
    Map<String, Object> body = body();
    body.remove("collaborative_field");
    body.remove("popularity_field");
    body.put(
        "create", Map.of("properties", Map.of("learned_popularity", Map.of("type", "integer"))));
    assertThat(parse(body).catalog().popularityField()).isNull();
    assertThat(parse(body).catalog().collaborativeField()).isEqualTo("cf_vector");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"index", "title_field", "text_fields", "model", "embed_fields", "vector_field"})
  void whatIsMissingIsNamed(String field) {
    Map<String, Object> body = body();
    body.remove(field);
    assertRefused(body, "[" + field + "]", "required");
    body.put(field, List.of());
    assertRefused(body, "[" + field + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "index",
        "create",
        "title_field",
        "text_fields",
        "filter_fields",
        "model",
        "embed_fields",
        "vector_field",
        "collaborative_field",
        "popularity_field",
        "weights",
        "language",
        "popularity_pivot"
      })
  void aWrongTypeIsRefusedByName(String field) {
    for (Object wrong : List.of(true, "", List.of(7))) {
      Map<String, Object> body = body();
      body.put(field, wrong);
      assertRefused(body, "[" + field + "]", "must be");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "weights,lexicl,1,unknown field [weights.lexicl]",
    "weights,content,-0.1,[weights.content] must be a number from 0",
    "weights,content,1001,[weights.content] must be a number from 0",
    "create,mappings,1,unknown field [create.mappings]",
    "create,settings,1,[create.settings] must be an object",
    "create,properties,1,[create.properties] must be an object"
  })
  void errorsInsideAnObjectHaveItsPath(String object, String field, double value, String message) {
    Map<String, Object> body = body();
    body.put(object, Map.of(field, value));
    assertRefused(body, message);
  }

  @Test
  void unknownFieldsAreRefusedWithTheAcceptedOnes() {
    Map<String, Object> body = body();
    body.put("text_field", "title");
    assertRefused(body, "[text_field]", "text_fields", "vector_field", "create", "language");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title^",
        "title^x",
        "title^-1",
        "^3",
        "title^3^4",
        "two words",
        "title^1e9",
        "title^NaN",
        "title^99999999999999999999999999999999999999999999"
      })
  void aBadBoostIsRefused(String field) {
    Map<String, Object> body = body();
    body.put("text_fields", List.of("overview", field));
    assertRefused(body, "[text_fields]", "[" + field + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EN", "eng", "e", "en-US", "中文"})
  void aBadLanguageIsRefused(String language) {
    Map<String, Object> body = body();
    body.put("language", language);
    assertRefused(body, "[language]", language);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_all", "-x", "Movies", "a b", "a/b", "a.b", "..", "ä", "a\n"})
  void aBadNameIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PutCatalogRequest(name, body(), false))
        .withMessageContaining("catalogue name [" + name + "]");
  }

  @Test
  void aNameHasAtMost64Characters() {
    assertThat(new PutCatalogRequest("a".repeat(64), body(), false).declaration().catalog().name())
        .hasSize(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PutCatalogRequest("a".repeat(65), body(), false));
  }

  @Property
  void whatIsStoredReadsAsItWas(@ForAll("catalogs") Catalog catalog) throws Exception {
    assertThat(CatalogParser.stored(catalog.toMap())).isEqualTo(catalog);
    String json;
    try (var builder = XContentFactory.jsonBuilder().map(catalog.toMap())) {
      json = builder.toString();
    }
    Map<String, Object> read = XContentHelper.convertToMap(JsonXContent.jsonXContent, json, false);
    assertThat(CatalogParser.stored(read)).isEqualTo(catalog);
    assertThat(CatalogParser.stored(read).toMap()).isEqualTo(catalog.toMap());
  }

  /** Whoever gets a catalogue and puts it back has declared nothing that was not. */
  @Test
  void whatIsShownCanBeDeclaredAndChangesNothing() {
    Catalog declared = parse(body()).catalog().withPopularityPivot(3.5);
    for (CatalogWeights weights :
        List.of(
            declared.weights(),
            CatalogWeights.DEFAULT,
            CatalogWeights.learned(SignalWeights.DEFAULT, Map.of("pairs", 12)))) {
      Catalog now = declared.withWeights(weights).withRules(rules()).asCreated();
      Map<String, Object> shown = new HashMap<>(now.toMap());
      Map<String, Object> fields = new HashMap<>(now.roles().toMap());
      fields.put("year", Map.of("role", "date", "guessed", true));
      fields.put("genres", Map.of("role", "genre", "guessed", true, "label", "kind"));
      shown.put("fields", fields);
      Catalog again = parse(shown).catalog();
      boolean said = weights.source() == CatalogWeights.Source.DECLARED;
      assertThat(again.weights()).isEqualTo(said ? weights : CatalogWeights.DEFAULT);
      assertThat(again.roles().said()).containsOnlyKeys("parent_sku", "genres");
      assertThat(again.roles().said().get("genres")).isEqualTo(Map.of("label", "kind"));
      assertThat(again.popularityPivot()).isEqualTo(3.5);
      assertThat(again.created()).isFalse();
      assertThat(again.rules()).isEqualTo(BusinessRules.NONE);
    }
  }

  @Test
  void whatIsShownOfAnotherCatalogueIsRefused() {
    Map<String, Object> shown = new HashMap<>(body());
    shown.put("name", "books");
    assertRefused(shown, "[name]", "[movies]");
    shown.put("name", "movies");
    shown.put("created", "yes");
    assertRefused(shown, "[created]");
    shown.remove("created");
    shown.put("fields", Map.of("year", Map.of()));
    assertRefused(shown, "[fields.year]");
  }

  @Test
  void aNewPivotChangesNothingElse() {
    Catalog catalog = parse(body()).catalog();
    Map<String, Object> expected = new HashMap<>(catalog.toMap());
    expected.put("popularity_pivot", 3.5);
    assertThat(catalog.withPopularityPivot(3.5).toMap()).isEqualTo(expected);
    assertThat(catalog.plainTextFields()).containsExactly("title", "overview");
  }

  @Test
  void requestsSurviveTheWire() throws Exception {
    PutCatalogRequest put =
        Wire.copy(new PutCatalogRequest("movies", body(), true), PutCatalogRequest::new);
    assertThat(put.declaration()).isEqualTo(parse(body()));
  }

  private static BusinessRules rules() {
    return BusinessRules.NONE.with(
        "sale",
        BusinessRule.parse(
            Map.of(
                "when", Map.of("query", "shoes", "audience", "child", "user_in", List.of("u")),
                "pin", List.of(Map.of("id", "i1", "position", 2)),
                "hide", Map.of("term", Map.of("age", 18)),
                "boost", Map.of("query", Map.of("match_all", Map.of()), "weight", 0.5),
                "from", 1,
                "until", "2030-01-01")));
  }

  @Provide
  Arbitrary<Catalog> catalogs() {
    Arbitrary<String> word = Arbitraries.strings().withCharRange('a', 'z').ofLength(4);
    Arbitrary<List<String>> words = word.list().ofMaxSize(3);
    Arbitrary<String> boosted = word.map(field -> field + "^1.5");
    Arbitrary<List<String>> text =
        Arbitraries.oneOf(word, boosted).list().ofMinSize(1).ofMaxSize(3);
    Arbitrary<Double> weight = Arbitraries.doubles().between(0, 1000).ofScale(9);
    Arbitrary<CatalogWeights> weights =
        Combinators.combine(weight, weight, weight, weight, weight)
            .as(SignalWeights::new)
            .flatMap(
                values ->
                    Arbitraries.of(
                        CatalogWeights.DEFAULT,
                        new CatalogWeights(values, CatalogWeights.Source.DECLARED, Map.of()),
                        CatalogWeights.learned(values, Map.of("pairs", 12, "better", 0.25))));
    Arbitrary<Double> pivot = Arbitraries.doubles().greaterThan(0).ofScale(9);
    return Combinators.combine(
            word,
            text,
            words,
            word.list().ofMinSize(1).ofMaxSize(3),
            word.injectNull(0.3),
            weights,
            pivot,
            Arbitraries.of(true, false))
        .as(
            (name, texts, filters, embed, optional, w, p, created) ->
                new Catalog(
                    name,
                    name,
                    name,
                    texts,
                    filters,
                    name,
                    embed,
                    name,
                    optional,
                    optional,
                    w,
                    p,
                    "en",
                    WordsOptions.DEFAULT,
                    new Synonyms(List.of("sofa, couch")),
                    created
                        ? new Faq(List.of(new Faq.Entry(List.of("when do you open?"), "At nine.")))
                        : Faq.NONE,
                    created ? new Rerank("judge", 20) : null,
                    optional == null
                        ? FieldRoles.NONE
                        : new FieldRoles(
                            Map.of(
                                optional,
                                Map.of("role", "price", "unit", "EUR", "label", "Preis"))),
                    created ? "families" : null,
                    created ? Map.of("term", Map.of("in_stock", true)) : null,
                    created ? rules() : BusinessRules.NONE,
                    created
                        ? new ItemPaths(
                            Map.of("a.keyword", "a"),
                            Map.of("v.size", "v"),
                            new ValueTypes(Map.of("v.price", "number")))
                        : ItemPaths.NONE,
                    created));
  }

  /** What earlier versions stored, declared or not: four weights on another scale. */
  @Test
  void weightsOfBeforeCalibrationKeepTheirProportions() {
    Map<String, Object> unsaid =
        Map.of("lexical", 0.5, "content", 0.15, "collaborative", 0.3, "popularity", 0.05);
    assertThat(CatalogWeights.stored(unsaid, null)).isEqualTo(CatalogWeights.DEFAULT);
    Map<String, Object> said =
        Map.of("lexical", 0.5, "content", 0.3, "collaborative", 0.0, "popularity", 0.05);
    CatalogWeights weights = CatalogWeights.stored(said, null);
    assertThat(weights.source()).isEqualTo(CatalogWeights.Source.DECLARED);
    SignalWeights usual = SignalWeights.DEFAULT;
    assertThat(weights.values().content()).isCloseTo(2 * usual.content(), within(1e-12));
    assertThat(weights.values().collaborative()).isZero();
    assertThat(weights.values().lexical()).isCloseTo(usual.lexical(), within(1e-12));
    assertThat(weights.values().semantic()).isCloseTo(usual.semantic(), within(1e-12));
  }
}

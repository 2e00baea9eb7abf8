package org.chatrec.rest.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.Wire;
import org.chatrec.retrieval.LeaveOut;
import org.chatrec.retrieval.Strategy;
import org.chatrec.search.VariantsShown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.ExceptionsHelper;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchModule;
import org.opensearch.test.rest.FakeRestRequest;

class RecommendRequestTests {

  private static RecommendRequest.Params parse(String body) throws Exception {
    NamedXContentRegistry queries =
        new NamedXContentRegistry(new SearchModule(Settings.EMPTY, List.of()).getNamedXContents());
    return RestRecommendHandler.params(
        new FakeRestRequest.Builder(queries)
            .withParams(Map.of("catalog", "movies"))
            .withContent(new BytesArray(body), MediaTypeRegistry.JSON)
            .build());
  }

  @ParameterizedTest
  @EnumSource(Strategy.class)
  void survivesTheWire(Strategy strategy) throws Exception {
    RecommendRequest.Params filtered =
        new RecommendRequest.Params(
            "u42",
            200,
            QueryBuilders.boolQuery()
                .filter(QueryBuilders.termsQuery("genres", List.of("War", "Drama")))
                .mustNot(QueryBuilders.rangeQuery("year").lt(1990)),
            LeaveOut.HAD,
            strategy,
            0.25,
            0.5,
            VariantsShown.ONE,
            "visit 7",
            "child");
    RecommendRequest.Params all =
        new RecommendRequest.Params(
            "u42", 1, null, LeaveOut.SEEN, strategy, 0, 1, VariantsShown.ALL);
    assertThat(
            Wire.copy(new RecommendRequest("movies", "films-1", filtered), RecommendRequest::new)
                .params())
        .isEqualTo(filtered);
    assertThat(
            Wire.copy(new RecommendRequest("movies", "films-1", all), RecommendRequest::new)
                .params())
        .isEqualTo(all);
  }

  @Test
  void readsEveryFieldOfTheContract() throws Exception {
    assertThat(
            parse(
                """
                {"user_id":"u42","size":3,"filter":{"term":{"genres":"War"}},"exclude_seen":false,
                 "strategy":"popular","diversity":0.5,"exploration":0.1,"audience":"child"}\
                """))
        .isEqualTo(
            new RecommendRequest.Params(
                "u42",
                3,
                QueryBuilders.termQuery("genres", "War"),
                LeaveOut.NOTHING,
                Strategy.POPULAR,
                0.5,
                0.1,
                VariantsShown.ONE,
                null,
                "child"));
    assertThat(parse("{\"user_id\":\"u42\"}"))
        .isEqualTo(
            new RecommendRequest.Params(
                "u42", 10, null, LeaveOut.SEEN, Strategy.AUTO, 0.2, 0, VariantsShown.ONE));
    assertThat(parse("{\"user_id\":\"u42\",\"exclude_seen\":\"had\"}").leaveOut())
        .isEqualTo(LeaveOut.HAD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'user_id':'u','size':0}|[size] must be a whole number from 1 to 200",
        "{'user_id':'u','size':201}|[size]",
        "{'user_id':'u','diversity':1.1}|[diversity] must be a number from 0.0 to 1.0",
        "{'user_id':'u','exploration':-0.1}|[exploration]",
        "{'user_id':'u','strategy':'best'}|[strategy] must be one of [auto, hybrid, content,",
        "{'user_id':'u','exclude_seen':'all'}|[exclude_seen] must be true, false or \"had\"",
        "{'user_id':'u','audience':' '}|[audience] must be a non-empty string",
        "{'user_id':'u','filter':[]}|[filter] must be an object",
        "{'user_id':'u','exclude':true}|unknown field [exclude]"
      })
  void badFieldsAreNamed(String body, String part) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(body.replace('\'', '"')))
        .withMessageContaining(part);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'no_such_query':{}}",
        "{'term':{'a':1},'match_all':{}}",
        "{'term':5}",
        "{'term':{'a':{'value':1,'bad':2}}}"
      })
  void aBadFilterIsTheCallersMistake(String filter) {
    String body = "{\"user_id\":\"u\",\"filter\":" + filter.replace('\'', '"') + "}";
    assertThatThrownBy(() -> parse(body))
        .satisfies(
            e ->
                assertThat(ExceptionsHelper.status((Exception) e))
                    .isEqualTo(RestStatus.BAD_REQUEST));
  }

  @Test
  void similarSurvivesTheWire() throws Exception {
    SimilarRequest copy =
        Wire.copy(
            new SimilarRequest("movies", "films-1", "i 1/ü", 12, VariantsShown.ALL, "child"),
            SimilarRequest::new);
    assertThat(List.of(copy.catalog(), copy.index(), copy.itemId(), copy.size()))
        .containsExactly("movies", "films-1", "i 1/ü", 12);
    assertThat(copy.audience()).isEqualTo("child");
  }

  @Test
  void similarHasItsBounds() {
    assertThat(new SimilarRequest("movies", "films-1", "i1", 200, VariantsShown.ONE, null).size())
        .isEqualTo(200);
    for (int size : new int[] {0, -1, 201}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new SimilarRequest("movies", "films-1", "i1", size, VariantsShown.ONE, null))
          .withMessage("[size] must be from 1 to 200, was [" + size + "]");
    }
  }

  @Test
  void strategiesHaveTheNamesOfTheContract() {
    assertThat(Strategy.names())
        .containsExactly("auto", "hybrid", "content", "collaborative", "popular");
    for (Strategy strategy : Strategy.values()) {
      assertThat(Strategy.of(strategy.wireName())).isEqualTo(strategy);
    }
    for (String bad : List.of("", "AUTO", "Popular", "popular ")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Strategy.of(bad))
          .withMessageContaining("[strategy] must be one of")
          .withMessageContaining("collaborative");
    }
  }
}

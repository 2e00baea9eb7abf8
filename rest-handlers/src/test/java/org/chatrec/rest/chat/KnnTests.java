package org.chatrec.rest.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.chatrec.search.Knn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.index.query.BoolQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.index.query.WrapperQueryBuilder;

class KnnTests {

  private static final float[] ONE = {1};

  /** The k-NN query under the field's name, read back from the JSON. */
  private static Map<?, ?> read(QueryBuilder query, String field) {
    String json = new String(((WrapperQueryBuilder) query).source(), StandardCharsets.UTF_8);
    Map<String, Object> map = XContentHelper.convertToMap(JsonXContent.jsonXContent, json, true);
    assertThat(map).containsOnlyKeys("knn");
    Map<?, ?> fields = (Map<?, ?>) map.get("knn");
    assertThat(fields.size()).isEqualTo(1);
    return (Map<?, ?>) fields.get(field);
  }

  @Property
  void vectorsArriveAsTheyWere(
      @ForAll @Size(min = 1, max = 8) List<@FloatRange(min = -1, max = 1) Float> vector) {
    float[] numbers = new float[vector.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = vector.get(i);
    }
    Map<?, ?> knn = read(Knn.query("item_vector", numbers, 50, null), "item_vector");
    List<Float> read = new ArrayList<>();
    ((List<?>) knn.get("vector")).forEach(value -> read.add(((Number) value).floatValue()));
    assertThat(read).isEqualTo(vector);
    assertThat(knn.get("k")).isEqualTo(50);
    assertThat(knn.containsKey("filter")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\"b",
        "x\":{\"vector\":[0],\"k\":1}},\"match_all\":{\"y",
        "a\\",
        "中文",
        "line\nbreak",
        "\u0000",
        "dotted.name"
      })
  void aHostileFieldNameStaysAName(String field) {
    assertThat(read(Knn.query(field, ONE, 1, null), field).get("k")).isEqualTo(1);
  }

  @Test
  void filtersGoInside() {
    BoolQueryBuilder filters =
        QueryBuilders.boolQuery()
            .filter(QueryBuilders.termsQuery("genres", List.of("a\"}]", "b")))
            .mustNot(QueryBuilders.rangeQuery("year").gte(1990));
    Map<?, ?> knn = read(Knn.query("v", ONE, 1, filters), "v");
    assertThat(knn.get("filter"))
        .isEqualTo(
            XContentHelper.convertToMap(JsonXContent.jsonXContent, filters.toString(), true));
    assertThat(String.valueOf(knn.get("filter"))).contains("a\"}]", "1990");
  }
}

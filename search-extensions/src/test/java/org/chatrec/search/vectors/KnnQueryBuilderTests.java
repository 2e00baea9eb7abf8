package org.chatrec.search.vectors;

import java.io.IOException;
import java.util.List;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentParseException;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchModule;
import org.opensearch.test.EqualsHashCodeTestUtils;
import org.opensearch.test.OpenSearchTestCase;

public class KnnQueryBuilderTests extends OpenSearchTestCase {

  private static final SearchModule MODULE =
      new SearchModule(Settings.EMPTY, List.of(new TestVectorPlugin()));

  @Override
  protected NamedXContentRegistry xContentRegistry() {
    return new NamedXContentRegistry(MODULE.getNamedXContents());
  }

  private static KnnQueryBuilder randomQuery() {
    float[] vector = new float[between(1, 5)];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = randomFloat() - 0.5f;
    }
    QueryBuilder filter =
        randomBoolean() ? null : QueryBuilders.termQuery("genre", randomAlphaOfLength(3));
    KnnQueryBuilder query =
        new KnnQueryBuilder(
            randomAlphaOfLength(5), vector, between(1, 10_000), filter, randomBoolean());
    if (randomBoolean()) {
      query.boost(between(1, 9)).queryName(randomAlphaOfLength(4));
    }
    return query;
  }

  private static KnnQueryBuilder changed(KnnQueryBuilder query) {
    KnnQueryBuilder other = randomQuery();
    return other.equals(query) ? changed(query) : other;
  }

  private QueryBuilder parse(String json) throws IOException {
    try (var parser = createParser(JsonXContent.jsonXContent, json)) {
      return AbstractQueryBuilder.parseInnerQueryBuilder(parser);
    }
  }

  public void testSurvivesWireAndJson() throws IOException {
    NamedWriteableRegistry registry = new NamedWriteableRegistry(MODULE.getNamedWriteables());
    for (int i = 0; i < 20; i++) {
      KnnQueryBuilder query = randomQuery();
      EqualsHashCodeTestUtils.checkEqualsAndHashCode(
          query,
          original -> (KnnQueryBuilder) copyNamedWriteable(original, registry, QueryBuilder.class),
          KnnQueryBuilderTests::changed);
      assertEquals(query, parse(query.toString()));
    }
  }

  public void testRefusesBadBodies() {
    refuses("{}", "field");
    refuses("{'f':{'k':3}}", "vector");
    refuses("{'f':{'vector':[1]}}", "k");
    refuses("{'f':{'vector':[1],'k':0}}", "[k]");
    refuses("{'f':{'vector':[1],'k':10001}}", "[k]");
    refuses("{'f':{'vector':['a'],'k':1}}", "vector");
    refuses("{'f':{'vector':[1],'k':1,'max_distance':2}}", "max_distance");
    refuses("{'f':{'vector':[1],'k':1},'g':{'vector':[1],'k':1}}", "one field");
  }

  private void refuses(String body, String named) {
    String json = "{\"knn\":" + body.replace('\'', '"') + "}";
    RuntimeException e = expectThrows(RuntimeException.class, () -> parse(json));
    assertTrue(
        body + ": " + e,
        e instanceof IllegalArgumentException
            || e instanceof ParsingException
            || e instanceof XContentParseException);
    String reasons = e + " " + e.getCause() + (e.getCause() == null ? "" : e.getCause().getCause());
    assertTrue(body + ": " + reasons, reasons.contains(named));
  }
}

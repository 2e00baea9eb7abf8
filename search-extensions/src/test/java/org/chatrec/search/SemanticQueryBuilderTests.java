package org.chatrec.search;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchModule;
import org.opensearch.test.EqualsHashCodeTestUtils;
import org.opensearch.test.OpenSearchTestCase;

public class SemanticQueryBuilderTests extends OpenSearchTestCase {

  private static final Supplier<QuestionEmbedder> NONE =
      () -> {
        throw new AssertionError("nothing is embedded before a search begins");
      };

  private static final SearchModule MODULE =
      new SearchModule(Settings.EMPTY, List.of(new TestSearchPlugin()));

  private static SemanticQueryBuilder randomQuery() {
    SemanticQueryBuilder query =
        new SemanticQueryBuilder(
            randomAlphaOfLength(5),
            randomBoolean() ? null : randomAlphaOfLength(8),
            randomUnicodeOfLengthBetween(1, 40) + "x",
            between(1, Knn.MOST),
            randomBoolean() ? null : QueryBuilders.termQuery("genre", randomAlphaOfLength(3)),
            NONE);
    if (randomBoolean()) {
      query.boost(between(1, 9)).queryName(randomAlphaOfLength(4));
    }
    return query;
  }

  private static SemanticQueryBuilder changed(SemanticQueryBuilder query) {
    SemanticQueryBuilder other = randomQuery();
    return other.equals(query) ? changed(query) : other;
  }

  @Override
  protected NamedXContentRegistry xContentRegistry() {
    return new NamedXContentRegistry(MODULE.getNamedXContents());
  }

  private QueryBuilder parse(String json) throws IOException {
    try (var parser = createParser(JsonXContent.jsonXContent, json)) {
      return AbstractQueryBuilder.parseInnerQueryBuilder(parser);
    }
  }

  public void testSurvivesWireAndJson() throws IOException {
    NamedWriteableRegistry registry = new NamedWriteableRegistry(MODULE.getNamedWriteables());
    for (int i = 0; i < 20; i++) {
      SemanticQueryBuilder query = randomQuery();
      EqualsHashCodeTestUtils.checkEqualsAndHashCode(
          query,
          original ->
              (SemanticQueryBuilder) copyNamedWriteable(original, registry, QueryBuilder.class),
          SemanticQueryBuilderTests::changed);
      assertEquals(query, parse(query.toString()));
    }
  }

  public void testReadsTheContractsForm() throws IOException {
    assertEquals(
        new SemanticQueryBuilder(
            "item_vector",
            "m",
            "tense space film",
            100,
            QueryBuilders.termQuery("genre", "scifi"),
            NONE),
        parse(
            """
            {"semantic":{"field":"item_vector","model":"m","text":"tense space film","k":100,
              "filter":{"term":{"genre":"scifi"}}}}"""));
    assertEquals(
        new SemanticQueryBuilder("v", null, "t", SemanticQueryBuilder.DEFAULT_K, null, NONE),
        parse("{\"semantic\":{\"field\":\"v\",\"text\":\"t\"}}"));
  }

  public void testRefusesBadBodies() {
    refuses("{}", "[field]");
    refuses("{'field':'f'}", "[text]");
    refuses("{'field':'f','text':'\\n'}", "[text]");
    refuses("{'field':'f','text':'" + "a".repeat(10_001) + "'}", "10000");
    refuses("{'field':'f','text':'t','k':0}", "[k]");
    refuses("{'field':'f','text':'t','k':10001}", "[k]");
    refuses("{'field':'f','text':'t','model':''}", "[model]");
    refuses("{'field':'f','text':'t','vector':[1]}", "vector");
  }

  private void refuses(String body, String named) {
    String json = "{\"semantic\":" + body.replace('\'', '"') + "}";
    RuntimeException e = expectThrows(RuntimeException.class, () -> parse(json));
    assertTrue(
        body + ": " + e, e instanceof IllegalArgumentException || e instanceof ParsingException);
    assertTrue(body + ": " + e, e.getMessage().contains(named));
  }

  public void testRefusesToComeFromANewerNode() throws IOException {
    var out = new org.opensearch.common.io.stream.BytesStreamOutput();
    out.writeFloat(1);
    out.writeOptionalString(null);
    out.writeVInt(WireFormat.CURRENT + 1);
    out.writeBytesReference(BytesArray.EMPTY);
    IOException e =
        expectThrows(
            IOException.class, () -> new SemanticQueryBuilder(out.bytes().streamInput(), NONE));
    assertTrue(e.getMessage(), e.getMessage().contains("newer version"));
  }
}

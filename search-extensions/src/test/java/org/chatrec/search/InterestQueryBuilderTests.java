package org.chatrec.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.search.Query;
import org.chatrec.ranking.query.InterestQuery;
import org.opensearch.common.compress.CompressedXContent;
import org.opensearch.core.common.ParsingException;
import org.opensearch.index.mapper.MapperService;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.index.query.QueryShardException;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.AbstractQueryTestCase;
import org.opensearch.test.TestGeoShapeFieldMapperPlugin;

public class InterestQueryBuilderTests extends AbstractQueryTestCase<InterestQueryBuilder> {

  private static final String FIELD = "item_vector";
  private static final int DIMENSION = 4;

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(TestSearchPlugin.class, TestGeoShapeFieldMapperPlugin.class);
  }

  @Override
  protected void initializeAdditionalMappings(MapperService mapperService) throws IOException {
    String mapping =
        """
        {"properties":{"item_vector":{"type":"knn_vector","dimension":4}}}""";
    mapperService.merge(
        "_doc", new CompressedXContent(mapping), MapperService.MergeReason.MAPPING_UPDATE);
  }

  @Override
  protected InterestQueryBuilder doCreateTestQueryBuilder() {
    return new InterestQueryBuilder(
        randomFrom(FIELD, "unmapped"), randomVectors(DIMENSION), randomFloat(), KnownUsers::new);
  }

  @Override
  protected void doAssertLuceneQuery(
      InterestQueryBuilder builder, Query query, QueryShardContext context) {
    InterestVectors vectors = (InterestVectors) builder.source();
    assertEquals(
        new InterestQuery(
            builder.field(),
            vectors.unitVectors(),
            vectors.weights(),
            vectors.unitNegatives(),
            builder.missing()),
        query);
  }

  private static InterestVectors randomVectors(int dimension) {
    int size = between(0, 3);
    float[] weights = new float[randomBoolean() ? 0 : size];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = randomFloat();
    }
    return new InterestVectors(
        randomRows(size, dimension), weights, randomRows(between(0, 2), dimension));
  }

  private static List<float[]> randomRows(int rows, int dimension) {
    List<float[]> result = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      float[] row = new float[dimension];
      for (int j = 0; j < dimension; j++) {
        row[j] = 0.1f + randomFloat() * between(1, 100);
      }
      result.add(row);
    }
    return result;
  }

  public void testUsersAndItemsSurviveWireAndJson() throws IOException {
    for (InterestSource source :
        List.of(
            new InterestSource.OfUser("movies", "ann"),
            new InterestSource.OfItems(List.of("1", "9")))) {
      InterestQueryBuilder query =
          new InterestQueryBuilder(FIELD, source, 0.25f, KnownUsers::new).boost(2).queryName("q");
      assertSerialization(query);
      assertParsedQuery(query.toString(), query);
    }
  }

  public void testReadsTheContractsForms() throws IOException {
    assertParsedQuery(
        """
        {"interest":{"field":"item_vector","catalog":"movies","user_id":"u42"}}""",
        new InterestQueryBuilder(
            FIELD, new InterestSource.OfUser("movies", "u42"), 0.5f, KnownUsers::new));
    assertParsedQuery(
        """
        {"interest":{"field":"item_vector","items":["i1","i9"]}}""",
        new InterestQueryBuilder(
            FIELD, new InterestSource.OfItems(List.of("i1", "i9")), 0.5f, KnownUsers::new));
    assertParsedQuery(
        """
        {"interest":{"field":"item_vector","vectors":[[1,0],[0,2]],"weights":[1,0.5],
          "negative_vectors":[[1,1]],"missing":0.5}}""",
        new InterestQueryBuilder(
            FIELD,
            new InterestVectors(
                List.of(new float[] {1, 0}, new float[] {0, 2}),
                new float[] {1, 0.5f},
                List.of(new float[] {1, 1}))));
  }

  public void testRefusesBadBodies() {
    refuses("{}", "[field]");
    refuses("{'field':'f'}", "exactly one of");
    refuses("{'field':'f','items':['1'],'vectors':[[1]]}", "exactly one of");
    refuses("{'field':'f','catalog':'c'}", "[user_id]");
    refuses("{'field':'f','user_id':'u'}", "[catalog]");
    refuses("{'field':'f','items':[]}", "[items]");
    refuses("{'vectors':[[1]]}", "[field]");
    refuses("{'field':'f','index':'i'}", "[index]");
    refuses("{'field':'f','items':['1'],'index':'i'}", "[index]");
    refuses("{'field':'f','vectors':[[1],[1,2]]}", "[vectors]");
    refuses("{'field':'f','vectors':[[]]}", "[vectors]");
    refuses("{'field':'f','vectors':[[0,0]]}", "[vectors]");
    refuses("{'field':'f','vectors':[1,2]}", "[vectors]");
    refuses("{'field':'f','vectors':[[1e99]]}", "[vectors]");
    refuses("{'field':'f','vectors':[['a']]}", "[vectors]");
    refuses("{'field':'f','vectors':{'a':1}}", "[vectors]");
    refuses("{'field':'f','vectors':[[1]],'weights':[1,1]}", "[weights]");
    refuses("{'field':'f','vectors':[[1]],'weights':[-1]}", "[weights]");
    refuses("{'field':'f','vectors':[[1]],'weights':[1.5]}", "[weights]");
    refuses("{'field':'f','weights':[1]}", "[weights]");
    refuses("{'field':'f','vectors':[[1]],'negative_vectors':[[1,2]]}", "[negative_vectors]");
    refuses("{'field':'f','vectors':[[1]],'missing':2}", "[missing]");
    refuses("{'field':'f','vectors':[[1]],'bogus':2}", "bogus");
  }

  private void refuses(String body, String named) {
    String json = "{\"interest\":" + body.replace('\'', '"') + "}";
    RuntimeException e = expectThrows(RuntimeException.class, () -> parseQuery(json));
    assertTrue(
        body + ": " + e, e instanceof IllegalArgumentException || e instanceof ParsingException);
    assertTrue(body + ": " + e, e.getMessage().contains(named));
  }

  public void testRefusesAnotherDimensionNamingBoth() {
    InterestQueryBuilder query =
        new InterestQueryBuilder(FIELD, InterestVectors.of(new float[] {1, 2}));
    Exception e = expectThrows(Exception.class, () -> createShardContext().toQuery(query));
    assertTrue(e.toString(), e instanceof QueryShardException);
    assertTrue(e.getMessage(), e.getMessage().contains("dimension 4"));
    assertTrue(e.getMessage(), e.getMessage().contains("dimension 2"));
  }

  public void testRefusesAFieldThatIsNoVector() {
    InterestQueryBuilder query =
        new InterestQueryBuilder(INT_FIELD_NAME, InterestVectors.of(new float[] {1, 2}));
    Exception e = expectThrows(Exception.class, () -> createShardContext().toQuery(query));
    assertTrue(e.getMessage(), e.getMessage().contains("[knn_vector]"));
  }

  public void testRefusesLookupsOnAShard() {
    QueryBuilder query =
        new InterestQueryBuilder(
            FIELD, new InterestSource.OfUser("movies", "ann"), 0.5f, KnownUsers::new);
    IllegalArgumentException e =
        expectThrows(IllegalArgumentException.class, () -> query.rewrite(createShardContext()));
    assertTrue(e.getMessage(), e.getMessage().contains("[vectors]"));
  }
}

package org.chatrec.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.blend.PersonalShare;
import org.chatrec.ranking.blend.Ratio;
import org.chatrec.ranking.blend.Saturation;
import org.chatrec.ranking.blend.Scale;
import org.chatrec.ranking.calibration.CatalogSample;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.index.query.BaseQueryRewriteContext;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.Rewriteable;
import org.opensearch.search.SearchModule;
import org.opensearch.search.rescore.RescorerBuilder;
import org.opensearch.test.EqualsHashCodeTestUtils;
import org.opensearch.test.OpenSearchTestCase;

public class InterestRescorerBuilderTests extends OpenSearchTestCase {

  private final SearchModule module =
      new SearchModule(Settings.EMPTY, List.of(new TestSearchPlugin()));
  private final NamedWriteableRegistry wire =
      new NamedWriteableRegistry(module.getNamedWriteables());

  @Override
  protected NamedXContentRegistry xContentRegistry() {
    return new NamedXContentRegistry(module.getNamedXContents());
  }

  private RescorerBuilder<?> parse(String json) throws IOException {
    try (var parser = createParser(JsonXContent.jsonXContent, json)) {
      parser.nextToken();
      return RescorerBuilder.parseFromXContent(parser);
    }
  }

  private InterestRescorerBuilder copy(InterestRescorerBuilder builder) throws IOException {
    return copyWriteable(builder, wire, in -> new InterestRescorerBuilder(in, TestUsers.lookup()));
  }

  private static InterestRescorerBuilder randomBuilder() {
    InterestRescorerBuilder builder = randomBoolean() ? byCatalog() : bySignals();
    return randomBoolean() ? builder.windowSize(between(1, 1000)) : builder;
  }

  private static InterestRescorerBuilder byCatalog() {
    return new InterestRescorerBuilder(
        randomAlphaOfLength(5),
        randomBoolean() ? null : randomAlphaOfLength(4),
        randomBoolean() ? Map.of() : Map.of("content", randomDouble(), "lexical", randomDouble()),
        randomBoolean() ? null : 0.1 + randomDouble(),
        TestUsers.lookup());
  }

  private static InterestRescorerBuilder bySignals() {
    List<SignalSpec> signals = new ArrayList<>();
    for (int i = between(0, 3); i > 0; i--) {
      if (randomBoolean()) {
        signals.add(
            new FreshnessSpec(
                "f" + i,
                "released",
                between(1, 99) + randomFrom("d", "h"),
                randomFrom("now", "now-7d/d", "2020-02-29", "2020-02-29T12:00:00Z"),
                randomDouble()));
      }
      signals.add(
          randomBoolean()
              ? new NumericSpec(
                  "n" + i, "popularity", 1 + randomDouble(), randomDouble(), calibration())
              : new InterestSpec(
                  "i" + i,
                  "vector",
                  InterestVectors.of(new float[] {1 + randomFloat(), randomFloat()})
                      .onlyIn(randomBoolean() ? null : "items"),
                  randomFloat(),
                  randomDouble(),
                  calibration()));
    }
    double number = 1 + randomDouble();
    Scale scale = randomBoolean() ? new Ratio(number) : new Saturation(number);
    return new InterestRescorerBuilder(new Blend(randomDouble(), scale, signals));
  }

  private static Calibration calibration() {
    return randomBoolean()
        ? null
        : new Calibration(randomDouble() - 0.5, randomDouble(), randomBoolean());
  }

  public void testSurvivesWireAndJson() throws IOException {
    for (int i = 0; i < 50; i++) {
      InterestRescorerBuilder builder = randomBuilder();
      assertEquals(builder, copy(builder));
      assertEquals(builder, parse(builder.toString()));
      EqualsHashCodeTestUtils.checkEqualsAndHashCode(
          builder, this::copy, original -> copy(original).windowSize(between(1001, 2000)));
    }
  }

  public void testDiffersByPlan() {
    assertNotEquals(
        new InterestRescorerBuilder(0.5, 10, List.of()),
        new InterestRescorerBuilder(0.6, 10, List.of()));
  }

  public void testReadsTheContractsForms() throws IOException {
    assertEquals(
        new InterestRescorerBuilder(
                "movies",
                "u42",
                Map.of("lexical", 0.5, "content", 0.15, "collaborative", 0.3, "popularity", 0.05),
                10.0,
                TestUsers.lookup())
            .windowSize(200),
        parse(
            """
            {"window_size":200,"interest":{"catalog":"movies","user_id":"u42",
              "weights":{"lexical":0.5,"content":0.15,"collaborative":0.3,"popularity":0.05},
              "lexical_pivot":10}}\
            """));
    assertEquals(
        new InterestRescorerBuilder(
            0.6,
            10,
            List.of(
                new InterestSpec(
                    "content", "item_vector", InterestVectors.of(new float[] {1, 0}), 0.3),
                new NumericSpec("popularity", "popularity", 50, 0.1))),
        parse(
            """
            {"interest":{"weights":{"lexical":0.6},"signals":[
              {"name":"content","type":"interest","field":"item_vector","vectors":[[1,0]],
               "weight":0.3},
              {"name":"popularity","type":"numeric","field":"popularity","pivot":50,
               "weight":0.1}]}}\
            """));
  }

  public void testRefusesBadBodies() {
    refuses("{}", "[catalog]");
    refuses("{'catalog':'c','signals':[]}", "[signals]");
    refuses("{'signals':[],'user_id':'u'}", "[user_id]");
    refuses("{'catalog':'c','bogus':1}", "bogus");
    refuses("{'catalog':'c','weights':{'bogus':1}}", "bogus");
    refuses("{'catalog':'c','weights':{'content':-1}}", "content");
    refuses("{'catalog':'c','weights':{'content':'x'}}", "weights");
    refuses("{'catalog':'c','lexical_pivot':0}", "[lexical_pivot]");
    refuses("{'signals':[],'weights':{'content':1}}", "[weights]");
    refuses("{'signals':[{'type':'numeric','name':'a','field':'f','weight':1}]}", "[pivot]");
    refuses("{'signals':[{'type':'numeric','name':'a','field':'f','pivot':1}]}", "[weight]");
    refuses("{'signals':[{'type':'magic','name':'a','field':'f','weight':1}]}", "[type]");
    refuses("{'signals':[{'name':'a','field':'f','weight':1}]}", "[type]");
    refuses("{'signals':[{'type':'interest','name':'a','field':'f','weight':1}]}", "[vectors]");
    refuses("{'signals':[{'type':'freshness','name':'a','field':'f','weight':1}]}", "[scale]");
    refuses(
        "{'signals':[{'type':'interest','name':'a','field':'f','weight':1,'index':'i'}]}",
        "[index]");
    refuses(
        "{'signals':[{'type':'freshness','name':'a','field':'f','weight':1,'scale':'0s'}]}",
        "[scale]");
    refuses(
        "{'signals':[{'type':'freshness','name':'a','field':'f','weight':1,'scale':'1 year'}]}",
        "[scale]");
    refuses(
        "{'signals':[{'type':'freshness','name':'a','field':'f','weight':1,'scale':'1d',"
            + "'origin':'then'}]}",
        "[origin]");
    refuses(
        "{'signals':[{'type':'numeric','name':'a','field':'f','pivot':1,'weight':1,'scale':'1d'}]}",
        "[scale]");
    refuses(
        "{'signals':[{'type':'freshness','name':'a','field':'f','weight':1,'scale':'1d',"
            + "'pivot':1}]}",
        "[pivot]");
    refuses(
        "{'signals':[{'type':'numeric','name':'a','field':'f','weight':1,"
            + "'calibration':{'mean':1}}]}",
        "[deviation]");
    refuses(
        "{'signals':[{'type':'numeric','name':'a','field':'f','weight':1,"
            + "'calibration':{'mean':1,'deviation':-1}}]}",
        "[deviation]");
    refuses(
        "{'signals':[{'type':'freshness','name':'a','field':'f','weight':1,'scale':'1d',"
            + "'calibration':{'mean':1,'deviation':1}}]}",
        "[calibration]");
    refuses("{'signals':[],'lexical_best':0}", "[best]");
    refuses("{'signals':[],'lexical_best':2,'lexical_pivot':2}", "[lexical_best]");
    refuses(
        "{'signals':[{'type':'numeric','name':'lexical','field':'f','pivot':1,'weight':1}]}",
        "[lexical]");
    refuses(
        "{'signals':[{'type':'numeric','name':'a','field':'f','pivot':1,'weight':1,"
            + "'vectors':[[1]]}]}",
        "[vectors]");
    refuses(
        "{'signals':[{'type':'numeric','name':'a','field':'f','pivot':1,'weight':1,'x':1}]}", "x");
  }

  /** The reason may be in a cause: OpenSearch's parser wraps what a field's reader throws. */
  private void refuses(String body, String named) {
    String json = "{\"interest\":" + body.replace('\'', '"') + "}";
    RuntimeException e = expectThrows(RuntimeException.class, () -> parse(json));
    assertTrue(
        body + ": " + e, e instanceof IllegalArgumentException || e instanceof ParsingException);
    StringBuilder messages = new StringBuilder();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    assertTrue(body + ": " + messages, messages.toString().contains(named));
  }

  private RescorerBuilder<?> rewrite(InterestRescorerBuilder builder) {
    QueryRewriteContext context =
        new BaseQueryRewriteContext(xContentRegistry(), wire, null, () -> 0L);
    PlainActionFuture<RescorerBuilder<InterestRescorerBuilder>> future = new PlainActionFuture<>();
    Rewriteable.<RescorerBuilder<InterestRescorerBuilder>>rewriteAndFetch(builder, context, future);
    return future.actionGet();
  }

  private static final double HALF = Math.log1p(50) / 2;

  private static final SignalSpec POPULAR =
      new NumericSpec(
          "popularity",
          "popularity",
          50,
          SignalWeights.DEFAULT.popularity(),
          new Calibration(HALF, HALF, true));

  private static SignalSpec content(double weight) {
    InterestVectors liked = InterestVectors.of(new float[] {1, 0, 0}).onlyIn("items");
    return InterestSpec.usual("content", "vector", liked, weight, CatalogSample.ANY_MODEL);
  }

  private static SignalSpec taste(double weight) {
    InterestVectors liked = InterestVectors.of(new float[] {0, 1}).onlyIn("items");
    return InterestSpec.usual("collaborative", "cf_vector", liked, weight, CatalogSample.UNRELATED);
  }

  /** All nodes of a cluster rank alike, by what the oldest of them understands. */
  public void testAnOlderNodeGetsWhatItUnderstands() throws IOException {
    CatalogLookup mixed =
        new CatalogLookup(
            KnownUsers::new,
            () -> {
              throw new IllegalStateException("nothing is embedded here");
            },
            () -> WireFormat.FRESHNESS);
    InterestRescorerBuilder builder =
        new InterestRescorerBuilder("movies", "ann", Map.of(), null, mixed).windowSize(77);
    InterestRescorerBuilder old = (InterestRescorerBuilder) rewrite(builder);
    BytesStreamOutput wire = new BytesStreamOutput();
    old.writeTo(wire);
    // the window, then the first format: a text that is not empty
    assertEquals("signals".length(), wire.bytes().get(2));
    assertEquals(old, copy(old));
    assertFalse(old.toString(), old.toString().contains("calibration"));
    assertTrue(old.toString(), old.toString().contains("popularity"));
    // such a node would let a person's vectors count in any index
    for (String part : List.of("content", "collaborative")) {
      assertFalse(old.toString(), old.toString().contains(part));
    }
  }

  private static InterestRescorerBuilder forUser(String user, Map<String, Double> weights) {
    return new InterestRescorerBuilder("movies", user, weights, null, TestUsers.lookup())
        .windowSize(77);
  }

  public void testBecomesTheCataloguesSignalsOnTheCoordinator() {
    InterestRescorerBuilder expected =
        new InterestRescorerBuilder(
                new Blend(
                    SignalWeights.DEFAULT.lexical(),
                    new Saturation(10),
                    List.of(
                        content(PersonalShare.of(1, 0.0) * SignalWeights.DEFAULT.content()),
                        taste(0.7),
                        POPULAR)))
            .windowSize(77);
    assertEquals(expected, rewrite(forUser("ann", Map.of("collaborative", 0.7))));
  }

  /** One item is known of ann: a third of what the catalogue gives to taste. */
  public void testWeightsNobodyGaveFollowWhatIsKnown() {
    InterestRescorerBuilder expected =
        new InterestRescorerBuilder(
                new Blend(
                    SignalWeights.DEFAULT.lexical(),
                    new Saturation(10),
                    List.of(
                        content(PersonalShare.of(1, "") * SignalWeights.DEFAULT.content()),
                        taste(PersonalShare.of(1, "") * SignalWeights.DEFAULT.collaborative()),
                        POPULAR)))
            .windowSize(77);
    assertEquals(expected, rewrite(forUser("ann", Map.of())));
  }

  public void testTheOriginIsFixedOnTheCoordinator() {
    InterestRescorerBuilder asked =
        new InterestRescorerBuilder(
            1, 10, List.of(new FreshnessSpec("fresh", "released", "30d", "now-1d/d", 0.2)));
    InterestRescorerBuilder expected =
        new InterestRescorerBuilder(
            1,
            10,
            List.of(new FreshnessSpec("fresh", "released", "30d", "1969-12-31T00:00:00Z", 0.2)));
    assertEquals(expected, rewrite(asked));
  }

  public void testNothingPersonalForNobody() {
    InterestRescorerBuilder expected =
        new InterestRescorerBuilder(
                new Blend(SignalWeights.DEFAULT.lexical(), new Saturation(10), List.of(POPULAR)))
            .windowSize(77);
    assertEquals(expected, rewrite(forUser("stranger", Map.of())));
    assertEquals(expected, rewrite(forUser(null, Map.of())));
  }

  public void testPassesOnThatThereIsNoCatalogue() {
    InterestRescorerBuilder builder =
        new InterestRescorerBuilder("books", "ann", Map.of(), null, TestUsers.lookup());
    assertThrows(ResourceNotFoundException.class, () -> rewrite(builder));
  }
}

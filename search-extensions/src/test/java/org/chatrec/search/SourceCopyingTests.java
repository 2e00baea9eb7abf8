package org.chatrec.search;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.chatrec.catalog.support.DerivedSource;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.SearchPlugin;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.search.fetch.FetchSubPhase;
import org.opensearch.search.fetch.subphase.FetchSourceContext;
import org.opensearch.search.fetch.subphase.highlight.HighlightBuilder;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** Documents are copied where they are stored whole, and filtered elsewhere, to the same end. */
public class SourceCopyingTests extends OpenSearchSingleNodeTestCase {

  private static final SourceFields FIELDS = new SourceFields(List.of(), List.of("v"));

  /** Tells how documents are fetched, and knows the settings of k-NN. */
  public static final class Watching extends Plugin implements SearchPlugin {
    private static final List<FetchSourceContext> FETCHED = new CopyOnWriteArrayList<>();

    @Override
    public List<FetchSubPhase> getFetchSubPhases(FetchPhaseConstructionContext context) {
      return List.of(
          fetch -> {
            FETCHED.add(fetch.fetchSourceContext());
            return null;
          });
    }

    @Override
    public List<Setting<?>> getSettings() {
      return List.of(
          Setting.boolSetting("index.knn", false, Setting.Property.IndexScope),
          Setting.boolSetting(DerivedSource.SETTING, true, Setting.Property.IndexScope));
    }
  }

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(TestSearchPlugin.class, Watching.class);
  }

  private FetchSourceContext fetched(Settings settings, SearchSourceBuilder source) {
    createIndex("items", settings);
    client()
        .prepareIndex("items")
        .setSource(Map.of("title", "red tent", "v", List.of(0.5, 1.5)))
        .setRefreshPolicy(RefreshPolicy.IMMEDIATE)
        .get();
    Watching.FETCHED.clear();
    source.query(QueryBuilders.matchQuery("title", "tent"));
    ChatrecExtBuilder.showFields(source, FIELDS);
    Map<String, Object> hit =
        client().prepareSearch("items").setSource(source).get().getHits().getAt(0).getSourceAsMap();
    assertEquals(Set.of("title"), hit.keySet());
    client().admin().indices().prepareDelete("items").get();
    assertEquals(1, Watching.FETCHED.size());
    return Watching.FETCHED.getFirst();
  }

  public void testWholeDocumentsAreCopied() {
    Settings off =
        Settings.builder().put("index.knn", true).put(DerivedSource.SETTING, false).build();
    for (Settings settings : List.of(Settings.EMPTY, off)) {
      assertEquals(FetchSourceContext.FETCH_SOURCE, fetched(settings, new SearchSourceBuilder()));
    }
  }

  /** Vectors would be put into whole documents, to be left out. */
  public void testDocumentsWithoutTheirVectorsAreFiltered() {
    Settings derived = Settings.builder().put("index.knn", true).build();
    assertArrayEquals(new String[] {"v"}, fetched(derived, new SearchSourceBuilder()).excludes());
  }

  public void testDocumentsThatAreParsedForPassagesAreFiltered() {
    SearchSourceBuilder passages =
        new SearchSourceBuilder().highlighter(new HighlightBuilder().field("title"));
    assertArrayEquals(new String[] {"v"}, fetched(Settings.EMPTY, passages).excludes());
  }
}

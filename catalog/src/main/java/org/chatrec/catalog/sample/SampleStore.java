package org.chatrec.catalog.sample;

import java.util.Map;
import org.chatrec.catalog.support.Keys;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.ranking.calibration.CatalogSample;
import org.jspecify.annotations.Nullable;
import org.opensearch.action.delete.DeleteAction;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.core.action.ActionListener;

/**
 * Samples in the models' index, two documents each: what is said of it, read with every search, and
 * what it holds, some megabytes that a node reads once.
 */
final class SampleStore {

  private static final String KIND = "sample";

  private final StateClient state;

  SampleStore(StateClient state) {
    this.state = state;
  }

  /** The id of the document that says which sample a catalogue has. */
  static String headId(String catalog) {
    return Keys.of(catalog, KIND);
  }

  private static String dataId(String catalog, String version) {
    return Keys.of(catalog, KIND, version);
  }

  /** What the document says; null where there is none that can be read. */
  static @Nullable SampleHead head(@Nullable GetResponse found) {
    return found == null || !found.isExists() ? null : SampleHead.of(content(found));
  }

  @SuppressWarnings("unchecked") // written below
  private static @Nullable Map<String, Object> content(GetResponse found) {
    return (Map<String, Object>) found.getSourceAsMap().get("state");
  }

  void head(String catalog, ActionListener<SampleHead> listener) {
    if (state.exists(StateIndex.MODELS)) {
      get(headId(catalog), ActionListener.map(listener, SampleStore::head));
    } else {
      listener.onResponse(null);
    }
  }

  /** Answers with null where another sample took its place meanwhile. */
  void read(String catalog, String version, ActionListener<CatalogSample> listener) {
    get(
        dataId(catalog, version),
        ActionListener.map(
            listener, found -> found.isExists() ? SampleCodec.decode(content(found)) : null));
  }

  /** Writes what a sample holds, then that it counts, then takes the one before away. */
  void write(
      String catalog,
      SampleHead head,
      Map<String, Object> data,
      @Nullable SampleHead before,
      ActionListener<Void> listener) {
    put(
        catalog,
        dataId(catalog, head.version()),
        data,
        ActionListener.wrap(
            stored ->
                put(
                    catalog,
                    headId(catalog),
                    head.toMap(),
                    ActionListener.wrap(
                        counts -> replaced(catalog, head, before, listener), listener::onFailure)),
            listener::onFailure));
  }

  private void replaced(
      String catalog, SampleHead head, @Nullable SampleHead before, ActionListener<Void> listener) {
    if (before == null || before.version().equals(head.version())) {
      listener.onResponse(null);
    } else {
      delete(dataId(catalog, before.version()), listener);
    }
  }

  /** Takes a catalogue's sample away. */
  void forget(String catalog, ActionListener<Void> listener) {
    head(
        catalog,
        ActionListener.wrap(
            head -> {
              if (head == null) {
                listener.onResponse(null);
              } else {
                delete(
                    headId(catalog),
                    ActionListener.wrap(
                        gone -> delete(dataId(catalog, head.version()), listener),
                        listener::onFailure));
              }
            },
            listener::onFailure));
  }

  private void get(String id, ActionListener<GetResponse> listener) {
    state.call(GetAction.INSTANCE, new GetRequest(StateIndex.MODELS.name(), id), listener);
  }

  private void put(
      String catalog, String id, Map<String, Object> content, ActionListener<Void> listener) {
    IndexRequest request =
        new IndexRequest(StateIndex.MODELS.name())
            .id(id)
            .source(Map.of("catalog", catalog, "state", content));
    state.call(IndexAction.INSTANCE, request, ActionListener.map(listener, stored -> null));
  }

  private void delete(String id, ActionListener<Void> listener) {
    state.call(
        DeleteAction.INSTANCE,
        new DeleteRequest(StateIndex.MODELS.name(), id),
        ActionListener.map(listener, gone -> null));
  }
}

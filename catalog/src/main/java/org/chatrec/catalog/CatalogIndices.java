package org.chatrec.catalog;

import java.util.Map;
import java.util.function.Function;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.opensearch.action.ActionType;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.get.MultiGetRequest;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.transport.client.Client;

/**
 * Knows which index a catalogue is of, before anybody is authorised for it: from the declaration,
 * read in real time and without holding a thread. That there is a catalogue of a name is all that
 * this tells a stranger.
 */
public final class CatalogIndices {

  private final StateClient state;

  public CatalogIndices(StateClient state) {
    this.state = state;
  }

  /**
   * Answers with the declared catalogue, or fails with a 404 that names it; with a 503 where the
   * declarations cannot be read at present.
   */
  public void find(String catalog, ActionListener<Catalog> listener) {
    if (catalog.isBlank()) {
      listener.onFailure(CatalogStore.missing(catalog));
      return;
    }
    MultiGetRequest.Item declaration =
        new MultiGetRequest.Item(StateIndex.CATALOGS.name(), catalog);
    state.find(
        Map.of(StateIndex.CATALOGS, declaration),
        ActionListener.wrap(
            found -> {
              GetResponse declared = found.require(StateIndex.CATALOGS);
              if (declared == null) {
                throw CatalogStore.missing(catalog);
              }
              listener.onResponse(CatalogStore.parse(declared));
            },
            listener::onFailure));
  }

  /** A listener that goes on as the present caller, whichever thread calls it. */
  public <R> ActionListener<R> asCaller(ActionListener<R> listener) {
    return state.asCaller(listener);
  }

  /**
   * Sends a request for a catalogue as whoever asks.
   *
   * @param request makes the request for the catalogue's index
   */
  public <Q extends CatalogRequest, R extends ActionResponse> void send(
      Client client,
      ActionType<R> action,
      String catalog,
      Function<String, Q> request,
      ActionListener<R> listener) {
    find(
        catalog,
        ActionListener.wrap(
            declared -> client.execute(action, request.apply(declared.index()), listener),
            listener::onFailure));
  }
}

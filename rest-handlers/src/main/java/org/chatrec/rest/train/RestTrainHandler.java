package org.chatrec.rest.train;

import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.List;
import org.chatrec.catalog.support.Body;
import org.chatrec.rest.support.ContentResponse;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestChannel;
import org.opensearch.rest.RestRequest;
import org.opensearch.rest.action.RestActionListener;
import org.opensearch.rest.action.RestStatusToXContentListener;
import org.opensearch.tasks.LoggingTaskListener;
import org.opensearch.tasks.Task;
import org.opensearch.transport.client.node.NodeClient;

/** {@code POST /_plugins/_chatrec/catalogs/{c}/train}. */
public final class RestTrainHandler extends BaseRestHandler {

  @Override
  public String getName() {
    return "chatrec_train";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(POST, "/_plugins/_chatrec/catalogs/{catalog}/train"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    Body.of(request).done(); // a body that says something says it for nothing
    boolean wait = request.paramAsBoolean("wait_for_completion", false);
    String catalog = request.param("catalog");
    TrainRequest train = new TrainRequest(catalog, !wait);
    if (wait) {
      return channel ->
          client.execute(TrainActions.TRAIN, train, new RestStatusToXContentListener<>(channel));
    }
    return channel ->
        client.execute(
            TrainActions.TRAIN,
            TrainRequest.onlyAsking(catalog),
            beginning(client, train, channel));
  }

  /** Begins a training that is possible, and answers with its task. */
  private RestActionListener<ContentResponse> beginning(
      NodeClient client, TrainRequest train, RestChannel channel) {
    return new RestActionListener<>(channel) {
      @Override
      protected void processResponse(ContentResponse possible) throws Exception {
        Task task =
            client.executeLocally(TrainActions.TRAIN, train, LoggingTaskListener.instance());
        sendTask(client.getLocalNodeId(), task).accept(channel);
      }
    };
  }
}

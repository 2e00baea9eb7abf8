package org.chatrec.rest.train;

import static org.opensearch.rest.RestRequest.Method.POST;

import java.io.IOException;
import java.util.List;
import org.opensearch.rest.BaseRestHandler;
import org.opensearch.rest.RestRequest;
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
    boolean wait = request.paramAsBoolean("wait_for_completion", false);
    TrainRequest train = new TrainRequest(request.param("catalog"), !wait);
    if (wait) {
      return channel ->
          client.execute(TrainActions.TRAIN, train, new RestStatusToXContentListener<>(channel));
    }
    Task task = client.executeLocally(TrainActions.TRAIN, train, LoggingTaskListener.instance());
    return sendTask(client.getLocalNodeId(), task);
  }
}

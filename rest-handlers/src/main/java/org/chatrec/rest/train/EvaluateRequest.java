package org.chatrec.rest.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.CatalogRequest;
import org.chatrec.people.experiment.Arms;
import org.chatrec.people.train.EvaluateOptions;
import org.chatrec.people.train.TrainTask;
import org.chatrec.ranking.evaluation.Holdout;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.Task;

/** Asks how good a catalogue's recommendations are. */
public final class EvaluateRequest extends CatalogRequest {

  private final EvaluateOptions wanted;

  public EvaluateRequest(String catalog, String index, EvaluateOptions wanted) {
    super(catalog, index);
    this.wanted = wanted;
  }

  /** Reads from the wire. */
  public EvaluateRequest(StreamInput in) throws IOException {
    super(in);
    List<Integer> ks = Arrays.stream(in.readVIntArray()).boxed().toList();
    Holdout holdout = new Holdout(in.readDouble(), in.readBoolean(), in.readLong());
    wanted =
        new EvaluateOptions(
            ks,
            holdout,
            in.readStringList(),
            new Arms(in.readMap(StreamInput::readString, EvaluateRequest::weights)),
            in.readBoolean(),
            in.readBoolean(),
            in.readBoolean());
  }

  private static Map<String, Double> weights(StreamInput in) throws IOException {
    return in.readMap(StreamInput::readString, StreamInput::readDouble);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeVIntArray(wanted.ks().stream().mapToInt(Integer::intValue).toArray());
    out.writeDouble(wanted.holdout().share());
    out.writeBoolean(wanted.holdout().random());
    out.writeLong(wanted.holdout().seed());
    out.writeStringCollection(wanted.strategies());
    out.writeMap(
        wanted.arms().weights(),
        StreamOutput::writeString,
        (to, weights) ->
            to.writeMap(weights, StreamOutput::writeString, StreamOutput::writeDouble));
    out.writeBoolean(wanted.search());
    out.writeBoolean(wanted.perUser());
    out.writeBoolean(wanted.applies());
  }

  @Override
  public Task createTask(
      long id, String type, String action, TaskId parent, Map<String, String> headers) {
    return new TrainTask(id, type, action, getDescription(), parent, headers);
  }

  EvaluateOptions wanted() {
    return wanted;
  }
}

package org.chatrec.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.util.BytesRef;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.blend.DocumentSignal;
import org.chatrec.ranking.blend.Signal;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.mapper.IdFieldMapper;
import org.opensearch.index.mapper.Uid;
import org.opensearch.index.query.QueryShardContext;

/**
 * What somebody else thinks of a few documents, each in [0,1]; 0 of all others. Processors say it,
 * requests cannot.
 *
 * @param name of the part
 * @param byIndex scores by id, by the name of the index
 * @param weight what the part is multiplied by
 */
public record ScoresSpec(String name, Map<String, Map<String, Double>> byIndex, double weight)
    implements SignalSpec {

  static final String TYPE = "scores";

  /** Checks ranges. */
  public ScoresSpec {
    Checks.present("name", name);
    Checks.weight(name, weight);
    Map<String, Map<String, Double>> copy = new TreeMap<>();
    byIndex.forEach(
        (index, scores) -> {
          scores.values().forEach(score -> Checks.unit(name, score));
          copy.put(index, Map.copyOf(scores));
        });
    byIndex = Map.copyOf(copy);
  }

  ScoresSpec(StreamInput in) throws IOException {
    this(
        in.readString(),
        in.readMap(
            StreamInput::readString,
            scores -> scores.readMap(StreamInput::readString, StreamInput::readDouble)),
        in.readDouble());
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public int needs() {
    return WireFormat.SCORES;
  }

  @Override
  public Signal signal(QueryShardContext context) {
    Map<BytesRef, Double> scores = new HashMap<>();
    byIndex
        .getOrDefault(context.index().getName(), Map.of())
        .forEach((id, score) -> scores.put(Uid.encodeId(id), score));
    return new DocumentSignal(name, weight, IdFieldMapper.NAME, scores);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(name);
    out.writeMap(
        byIndex,
        StreamOutput::writeString,
        (to, scores) -> to.writeMap(scores, StreamOutput::writeString, StreamOutput::writeDouble));
    out.writeDouble(weight);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    return builder
        .startObject()
        .field("name", name)
        .field("type", TYPE)
        .field("weight", weight)
        .field("scores", byIndex)
        .endObject();
  }
}

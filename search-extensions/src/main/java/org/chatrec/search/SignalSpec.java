package org.chatrec.search;

import java.io.IOException;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.blend.Signal;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.index.query.QueryShardContext;

/** One signal of the rescorer as a request names it; becomes a {@link Signal} on the shard. */
public sealed interface SignalSpec extends Writeable, ToXContentObject
    permits InterestSpec, NumericSpec, FreshnessSpec, ScoresSpec {

  /** Name of the part in breakdowns; unique within a request. */
  String name();

  /** What the part is multiplied by. */
  double weight();

  /** What it is called in requests. */
  String type();

  /** What it is called on the wire. */
  default String wireType() {
    return type();
  }

  /** The oldest wire format that has this signal. */
  default int needs() {
    return WireFormat.FIRST;
  }

  /**
   * The same with every moment fixed that the request left to the clock.
   *
   * @param now in milliseconds since 1970
   */
  default SignalSpec at(long now) {
    return this;
  }

  /**
   * The signal over the shard's index.
   *
   * @throws IllegalArgumentException if a field is of the wrong type
   */
  Signal signal(QueryShardContext context) throws IOException;

  /** What is usual of the signal's raw numbers; null where it is not calibrated. */
  default @Nullable Calibration calibration() {
    return null;
  }

  /**
   * The same, calibrated.
   *
   * @throws IllegalArgumentException for a type that cannot be
   */
  default SignalSpec with(Calibration usual) {
    throw new IllegalArgumentException(
        "signal [" + name() + "] of type [" + type() + "] does not take [calibration]");
  }

  /** Writes a specification with its type. */
  static void write(StreamOutput out, SignalSpec spec) throws IOException {
    out.writeString(spec.wireType());
    spec.writeTo(out);
  }

  /** Reads what {@link #write} wrote. */
  static SignalSpec read(StreamInput in) throws IOException {
    String type = in.readString();
    return switch (type) {
      case InterestSpec.TYPE -> InterestSpec.read(in, InterestVectors::new);
      case InterestSpec.OF_INDEX -> InterestSpec.read(in, InterestVectors::readOfIndex);
      case NumericSpec.TYPE -> new NumericSpec(in);
      case FreshnessSpec.TYPE -> new FreshnessSpec(in);
      case ScoresSpec.TYPE -> new ScoresSpec(in);
      default -> throw new IOException("unknown signal type [" + type + "]");
    };
  }

  /** Writes a specification with its type and what it is calibrated by. */
  static void writeCalibrated(StreamOutput out, SignalSpec spec) throws IOException {
    write(out, spec);
    Calibrations.writeOptional(spec.calibration(), out);
  }

  /** Reads what {@link #writeCalibrated} wrote. */
  static SignalSpec readCalibrated(StreamInput in) throws IOException {
    SignalSpec spec = read(in);
    Calibration usual = Calibrations.readOptional(in);
    return usual == null ? spec : spec.with(usual);
  }
}

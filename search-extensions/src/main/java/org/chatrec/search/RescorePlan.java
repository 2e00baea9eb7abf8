package org.chatrec.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.blend.BlendedRescorer;
import org.chatrec.ranking.blend.LexicalSignal;
import org.chatrec.ranking.blend.Ratio;
import org.chatrec.ranking.blend.Saturation;
import org.chatrec.ranking.blend.Scale;
import org.chatrec.ranking.blend.Signal;
import org.jspecify.annotations.Nullable;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryShardContext;

/** How a rescorer is told what to blend: by a catalogue, or signal by signal. */
sealed interface RescorePlan extends Writeable, ToXContentFragment {

  /** In requests, the first-pass score that counts half. */
  String LEXICAL_PIVOT = "lexical_pivot";

  /** In requests, the first-pass score that counts in full. */
  String LEXICAL_BEST = "lexical_best";

  /** The first-pass score that counts half if nothing else is said. */
  double DEFAULT_LEXICAL_PIVOT = 10;

  /** What it is called on the wire. */
  String kind();

  /** The oldest wire format that has all of it. */
  default int needs() {
    return WireFormat.FIRST;
  }

  static void write(RescorePlan plan, StreamOutput out) throws IOException {
    WireFormat.write(
        plan.needs(),
        out,
        message -> {
          message.writeString(plan.kind());
          plan.writeTo(message);
        });
  }

  static RescorePlan read(StreamInput in) throws IOException {
    return WireFormat.read(in, RescorePlan::read);
  }

  private static RescorePlan read(String kind, StreamInput in) throws IOException {
    return switch (kind) {
      case OfCatalog.KIND -> new OfCatalog(in);
      case OfSignals.KIND -> OfSignals.read(in);
      case OfSignals.CALIBRATED -> OfSignals.readCalibrated(in);
      default -> throw new IOException("unknown rescore plan [" + kind + "]");
    };
  }

  /**
   * The catalogue's signals for a user.
   *
   * @param userId null for nobody in particular
   * @param weights replace the catalogue's, by name
   * @param lexicalPivot null for the catalogue's
   */
  record OfCatalog(
      String catalog,
      @Nullable String userId,
      Map<String, Double> weights,
      @Nullable Double lexicalPivot)
      implements RescorePlan {
    static final String KIND = "catalog";

    public OfCatalog {
      Checks.present("catalog", catalog);
      SignalWeights.DEFAULT.with(weights);
      weights = Map.copyOf(weights);
      if (lexicalPivot != null) {
        Checks.positive(LEXICAL_PIVOT, lexicalPivot);
      }
    }

    OfCatalog(StreamInput in) throws IOException {
      this(
          in.readString(),
          in.readOptionalString(),
          in.readMap(StreamInput::readString, StreamInput::readDouble),
          in.readOptionalDouble());
    }

    /** The signals of the catalogue for who searches, and for what. */
    OfSignals resolve(UserInterests user, Question question, int oldestFormat) {
      boolean semantic = weights.getOrDefault(SignalWeights.SEMANTIC, 0.0) > 0;
      CatalogBlend.Wanted wanted = new CatalogBlend.Wanted(weights, lexicalPivot, semantic);
      return new OfSignals(CatalogBlend.of(user, question, wanted).forFormat(oldestFormat));
    }

    @Override
    public int needs() {
      return weights.containsKey(SignalWeights.SEMANTIC)
          ? WireFormat.CALIBRATION
          : WireFormat.FIRST;
    }

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeString(catalog);
      out.writeOptionalString(userId);
      out.writeMap(weights, StreamOutput::writeString, StreamOutput::writeDouble);
      out.writeOptionalDouble(lexicalPivot);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
      builder.field("catalog", catalog);
      if (userId != null) {
        builder.field("user_id", userId);
      }
      if (!weights.isEmpty()) {
        builder.field("weights", new TreeMap<>(weights));
      }
      return lexicalPivot == null ? builder : builder.field(LEXICAL_PIVOT, lexicalPivot);
    }
  }

  /** Signals as they are. */
  record OfSignals(Blend blend) implements RescorePlan {
    static final String KIND = "signals";

    /** As {@link #KIND}, with what each signal is calibrated by. */
    static final String CALIBRATED = "calibrated";

    static OfSignals read(StreamInput in) throws IOException {
      double weight = in.readDouble();
      Scale scale = new Saturation(in.readDouble());
      return new OfSignals(new Blend(weight, scale, in.readList(SignalSpec::read)));
    }

    static OfSignals readCalibrated(StreamInput in) throws IOException {
      double weight = in.readDouble();
      boolean ratio = in.readBoolean();
      double number = in.readDouble();
      Scale scale = ratio ? new Ratio(number) : new Saturation(number);
      return new OfSignals(new Blend(weight, scale, in.readList(SignalSpec::readCalibrated)));
    }

    /** See {@link SignalSpec#at}. */
    OfSignals at(long now) {
      Blend fixed = blend.at(now);
      return fixed.equals(blend) ? this : new OfSignals(fixed);
    }

    @Override
    public int needs() {
      return blend.needs();
    }

    BlendedRescorer rescorer(QueryShardContext context) throws IOException {
      List<Signal> blended = new ArrayList<>();
      blended.add(
          new LexicalSignal(SignalWeights.LEXICAL, blend.lexicalWeight(), blend.lexicalScale()));
      for (SignalSpec signal : blend.signals()) {
        blended.add(signal.signal(context));
      }
      return new BlendedRescorer(blended);
    }

    @Override
    public String kind() {
      return needs() < WireFormat.CALIBRATION ? KIND : CALIBRATED;
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeDouble(blend.lexicalWeight());
      if (needs() < WireFormat.CALIBRATION) {
        out.writeDouble(number());
        out.writeCollection(blend.signals(), SignalSpec::write);
      } else {
        out.writeBoolean(blend.lexicalScale() instanceof Ratio);
        out.writeDouble(number());
        out.writeCollection(blend.signals(), SignalSpec::writeCalibrated);
      }
    }

    /** What there is to know of the first pass' scale, beside its kind. */
    private double number() {
      return switch (blend.lexicalScale()) {
        case Ratio ratio -> ratio.best();
        case Saturation saturation -> saturation.pivot();
        default -> throw new IllegalStateException("refused by Blend");
      };
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
      builder
          .startObject("weights")
          .field(SignalWeights.LEXICAL, blend.lexicalWeight())
          .endObject();
      boolean ratio = blend.lexicalScale() instanceof Ratio;
      builder.field(ratio ? LEXICAL_BEST : LEXICAL_PIVOT, number()).startArray("signals");
      for (SignalSpec signal : blend.signals()) {
        signal.toXContent(builder, params);
      }
      return builder.endArray();
    }
  }
}

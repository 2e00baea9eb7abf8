package org.chatrec.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.chatrec.catalog.CatalogSignals;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.blend.BlendedRescorer;
import org.chatrec.ranking.blend.LexicalSignal;
import org.chatrec.ranking.blend.PersonalShare;
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
      case OfSignals.KIND -> new OfSignals(in);
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
        Checks.positive("lexical_pivot", lexicalPivot);
      }
    }

    OfCatalog(StreamInput in) throws IOException {
      this(
          in.readString(),
          in.readOptionalString(),
          in.readMap(StreamInput::readString, StreamInput::readDouble),
          in.readOptionalDouble());
    }

    /**
     * The signals that there are something to say about: nothing personal for a user nobody knows.
     *
     * @param named the part of the words searched for, in [0,1], that names one thing
     */
    OfSignals resolve(UserInterests user, double named) {
      CatalogSignals signals = user.catalog();
      SignalWeights weights = weights(user, named);
      List<SignalSpec> specs = new ArrayList<>();
      addPersonal(specs, user, weights);
      if (signals.popularityField() != null && weights.popularity() > 0) {
        specs.add(
            new NumericSpec(
                SignalWeights.POPULARITY,
                signals.popularityField(),
                signals.popularityPivot(),
                weights.popularity()));
      }
      double pivot = lexicalPivot == null ? signals.lexicalPivot() : lexicalPivot;
      return new OfSignals(weights.lexical(), pivot, specs);
    }

    /** What the request says, else what the catalogue says, else what the circumstances say. */
    private SignalWeights weights(UserInterests user, double named) {
      SignalWeights declared = user.catalog().weights();
      return isAutomatic(user)
          ? declared.withPersonal(PersonalShare.of(user.evidence(), named))
          : declared.with(weights);
    }

    /** Whether neither the request nor the catalogue says what counts how much. */
    boolean isAutomatic(UserInterests user) {
      return weights.isEmpty() && user.catalog().weights().equals(SignalWeights.DEFAULT);
    }

    private static void addPersonal(
        List<SignalSpec> specs, UserInterests user, SignalWeights weights) {
      CatalogSignals signals = user.catalog();
      if (user.known() && !user.content().isEmpty() && weights.content() > 0) {
        specs.add(
            new InterestSpec(
                SignalWeights.CONTENT,
                signals.vectorField(),
                InterestVectors.of(user.content()).onlyIn(signals.index()),
                weights.content()));
      }
      float[] collaborative = user.known() ? user.collaborative() : null;
      String field = signals.collaborativeField();
      if (field != null && collaborative != null && weights.collaborative() > 0) {
        specs.add(
            new InterestSpec(
                SignalWeights.COLLABORATIVE,
                field,
                InterestVectors.of(collaborative).onlyIn(signals.index()),
                weights.collaborative()));
      }
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
      return lexicalPivot == null ? builder : builder.field("lexical_pivot", lexicalPivot);
    }
  }

  /** Signals as they are. */
  record OfSignals(double lexicalWeight, double lexicalPivot, List<SignalSpec> signals)
      implements RescorePlan {
    static final String KIND = "signals";

    public OfSignals {
      Checks.weight(SignalWeights.LEXICAL, lexicalWeight);
      Checks.positive("lexical_pivot", lexicalPivot);
      Checks.atMost("signals", signals.size(), InterestSource.MOST);
      signals = List.copyOf(signals);
      checkNames(signals);
    }

    OfSignals(StreamInput in) throws IOException {
      this(in.readDouble(), in.readDouble(), in.readList(SignalSpec::read));
    }

    /** See {@link SignalSpec#at}. */
    OfSignals at(long now) {
      List<SignalSpec> fixed = signals.stream().map(signal -> signal.at(now)).toList();
      return fixed.equals(signals) ? this : new OfSignals(lexicalWeight, lexicalPivot, fixed);
    }

    @Override
    public int needs() {
      return signals.stream().mapToInt(SignalSpec::needs).max().orElse(WireFormat.FIRST);
    }

    BlendedRescorer rescorer(QueryShardContext context) throws IOException {
      List<Signal> blended = new ArrayList<>();
      blended.add(new LexicalSignal(SignalWeights.LEXICAL, lexicalWeight, lexicalPivot));
      for (SignalSpec signal : signals) {
        blended.add(signal.signal(context));
      }
      return new BlendedRescorer(blended);
    }

    private static void checkNames(List<SignalSpec> signals) {
      Set<String> names = new HashSet<>(Set.of(SignalWeights.LEXICAL));
      for (SignalSpec signal : signals) {
        if (!names.add(signal.name())) {
          throw new IllegalArgumentException(
              "[signals] need names of their own, but [" + signal.name() + "] is taken");
        }
      }
    }

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeDouble(lexicalWeight);
      out.writeDouble(lexicalPivot);
      out.writeCollection(signals, SignalSpec::write);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
      builder.startObject("weights").field(SignalWeights.LEXICAL, lexicalWeight).endObject();
      builder.field("lexical_pivot", lexicalPivot).startArray("signals");
      for (SignalSpec signal : signals) {
        signal.toXContent(builder, params);
      }
      return builder.endArray();
    }
  }
}

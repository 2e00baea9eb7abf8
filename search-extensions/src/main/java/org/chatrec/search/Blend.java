package org.chatrec.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chatrec.catalog.SignalWeights;
import org.chatrec.catalog.support.Checks;
import org.chatrec.ranking.blend.Calibration;
import org.chatrec.ranking.blend.Ratio;
import org.chatrec.ranking.blend.Saturation;
import org.chatrec.ranking.blend.Scale;

/**
 * What a score is the sum of: the first pass, on a scale, and further signals.
 *
 * @param lexicalWeight what the first-pass score counts
 * @param lexicalScale brings the first-pass score to [0,1]: a {@link Ratio} or a {@link Saturation}
 * @param signals the others
 */
public record Blend(double lexicalWeight, Scale lexicalScale, List<SignalSpec> signals) {

  /** The first pass alone. */
  public static final Blend FIRST_PASS =
      new Blend(1, new Saturation(RescorePlan.DEFAULT_LEXICAL_PIVOT), List.of());

  /** Checks ranges and that names are unique. */
  public Blend {
    Checks.weight(SignalWeights.LEXICAL, lexicalWeight);
    if (!(lexicalScale instanceof Ratio || lexicalScale instanceof Saturation)) {
      throw new IllegalArgumentException("the first pass is a ratio or saturated");
    }
    Checks.atMost("signals", signals.size(), InterestSource.MOST);
    signals = List.copyOf(signals);
    checkNames(signals);
  }

  /** Of these signals alone, whatever the first pass gave. */
  public static Blend of(List<SignalSpec> signals) {
    return new Blend(0, new Saturation(RescorePlan.DEFAULT_LEXICAL_PIVOT), signals);
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

  /** The same with one more signal. */
  public Blend with(SignalSpec signal) {
    List<SignalSpec> more = new ArrayList<>(signals);
    more.add(signal);
    return new Blend(lexicalWeight, lexicalScale, more);
  }

  /** More than any document's score. */
  public double most() {
    return lexicalWeight + signals.stream().mapToDouble(SignalSpec::weight).sum();
  }

  /** Whether one of the signals has the name. */
  public boolean has(String name) {
    return signals.stream().anyMatch(signal -> signal.name().equals(name));
  }

  /** The oldest wire format that has all of it. */
  int needs() {
    int first = lexicalScale instanceof Ratio ? WireFormat.CALIBRATION : WireFormat.FIRST;
    return Math.max(
        first, signals.stream().mapToInt(SignalSpec::needs).max().orElse(WireFormat.FIRST));
  }

  /** See {@link SignalSpec#at}. */
  Blend at(long now) {
    return new Blend(
        lexicalWeight, lexicalScale, signals.stream().map(signal -> signal.at(now)).toList());
  }

  /**
   * The same for a cluster in which some nodes know no calibration: all of its nodes rank by parts
   * that every one of them knows, in nearly the same order, until the last is upgraded. A node that
   * would let a person's vectors count in any index is not told of them.
   *
   * @param oldest the oldest format that is the newest of some node
   */
  public Blend forFormat(int oldest) {
    if (oldest >= needs()) {
      return this;
    }
    List<SignalSpec> older = new ArrayList<>();
    signals.stream()
        .map(Blend::uncalibrated)
        .filter(signal -> counts(signal) && signal.needs() <= oldest)
        .forEach(older::add);
    return lexicalScale instanceof Ratio ratio
        ? new Blend(2 * lexicalWeight, new Saturation(ratio.best()), older)
        : new Blend(lexicalWeight, lexicalScale, older);
  }

  private static boolean counts(SignalSpec signal) {
    return signal.weight() > 0;
  }

  /** As steep as the calibrated part, and nothing where that would not tell items apart. */
  private static SignalSpec uncalibrated(SignalSpec signal) {
    Calibration usual = signal.calibration();
    return switch (signal) {
      case InterestSpec likeness when usual != null -> {
        double steep = usual.of(usual.mean() + usual.deviation()) - Calibration.USUAL;
        double weight = steep > 0 ? likeness.weight() * steep / usual.deviation() : 0;
        yield new InterestSpec(
            likeness.name(),
            likeness.field(),
            likeness.vectors(),
            likeness.missing(),
            weight);
      }
      case NumericSpec number when usual != null ->
          new NumericSpec(number.name(), number.field(), number.pivot(), number.weight() / 3);
      default -> signal;
    };
  }
}

package org.chatrec.ranking.blend;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.Explanation;

/**
 * How new a document is: {@code 0.5 ^ (age / scale)}, so that a document as old as {@code scale}
 * counts half and one twice as old a quarter. A document dated at the origin or later counts 1, one
 * without a date 0. The origin is a fixed moment, not the clock of whoever computes this.
 *
 * @param name of the part
 * @param weight what the part is multiplied by
 * @param scale the age that counts half, in milliseconds, above 0
 * @param origin the moment at which a document is new, in milliseconds since 1970 (UTC)
 * @param field what explanations call the date
 * @param dates opens the dates of a segment, in milliseconds since 1970
 */
public record FreshnessSignal(
    String name,
    double weight,
    double scale,
    double origin,
    String field,
    NumericSignal.Values dates)
    implements Signal {

  /** Checks ranges. */
  public FreshnessSignal {
    Signal.checkWeight(name, weight);
    if (!(scale > 0 && Double.isFinite(scale))) {
      throw new IllegalArgumentException(
          "[scale] of signal [" + name + "] must be above 0 but was [" + scale + "]");
    }
    if (!Double.isFinite(origin)) {
      throw new IllegalArgumentException(
          "[origin] of signal [" + name + "] must be a moment but was [" + origin + "]");
    }
  }

  @Override
  public Leaf leaf(LeafReaderContext context) throws IOException {
    DoubleValues values = dates.open(context);
    return new Leaf() {
      @Override
      public double part(int doc, float firstPassScore) throws IOException {
        return values.advanceExact(doc) ? freshness(values.doubleValue()) : 0;
      }

      @Override
      public Explanation explain(int doc, float firstPassScore) throws IOException {
        if (!values.advanceExact(doc)) {
          return Explanation.match(0.0, "no date in " + field);
        }
        double date = values.doubleValue();
        return Explanation.match(
            freshness(date),
            "0.5 ^ (age / scale), or 1 if not older than the origin, from:",
            Explanation.match(origin - date, "age: milliseconds from " + field + " to origin"),
            Explanation.match(scale, "scale, in milliseconds"),
            Explanation.match(origin, "origin, in milliseconds since 1970"));
      }
    };
  }

  private double freshness(double date) {
    double age = origin - date;
    return age > 0 ? Math.pow(0.5, age / scale) : 1;
  }
}

package org.chatrec.ranking.blend;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.Explanation;

/**
 * A number stored with the document, on a scale. A document without the number has 0.
 *
 * @param name of the part
 * @param weight what the part is multiplied by
 * @param scale brings the number to [0,1]
 * @param field what explanations call the number
 * @param values opens the numbers of a segment; how they are encoded is the caller's affair
 */
public record NumericSignal(String name, double weight, Scale scale, String field, Values values)
    implements Signal {

  /** Checks the weight. */
  public NumericSignal {
    Signal.checkWeight(name, weight);
  }

  /** Saturated: {@code value / (value + pivot)}. */
  public NumericSignal(String name, double weight, double pivot, String field, Values values) {
    this(name, weight, new Saturation(pivot), field, values);
  }

  /** Opens the numbers of a segment. */
  @FunctionalInterface
  public interface Values {

    /** The numbers of one segment, to be asked in ascending order of documents. */
    DoubleValues open(LeafReaderContext context) throws IOException;
  }

  @Override
  public Leaf leaf(LeafReaderContext context) throws IOException {
    DoubleValues numbers = values.open(context);
    return new Leaf() {
      @Override
      public double part(int doc, float firstPassScore) throws IOException {
        return scale.of(number(doc));
      }

      @Override
      public Explanation explain(int doc, float firstPassScore) throws IOException {
        return scale.explain(field, number(doc));
      }

      private double number(int doc) throws IOException {
        return numbers.advanceExact(doc) ? numbers.doubleValue() : 0;
      }
    };
  }
}

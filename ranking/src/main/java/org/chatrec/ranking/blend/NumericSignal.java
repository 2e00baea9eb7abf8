package org.chatrec.ranking.blend;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DoubleValues;
import org.apache.lucene.search.Explanation;

/**
 * A number stored with the document, saturated: {@code value / (value + pivot)}. A document without
 * the number gets 0.
 *
 * @param name of the part
 * @param weight what the part is multiplied by
 * @param pivot the value that counts half
 * @param field what explanations call the number
 * @param values opens the numbers of a segment; how they are encoded is the caller's affair
 */
public record NumericSignal(String name, double weight, double pivot, String field, Values values)
    implements Signal {

  /** Checks ranges. */
  public NumericSignal {
    Saturation.check(name, weight, pivot);
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
        return Saturation.of(number(doc), pivot);
      }

      @Override
      public Explanation explain(int doc, float firstPassScore) throws IOException {
        return Saturation.explain(field, number(doc), pivot);
      }

      private double number(int doc) throws IOException {
        return numbers.advanceExact(doc) ? numbers.doubleValue() : 0;
      }
    };
  }
}

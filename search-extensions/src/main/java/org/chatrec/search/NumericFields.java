package org.chatrec.search;

import java.io.IOException;
import org.apache.lucene.search.DoubleValues;
import org.chatrec.ranking.blend.NumericSignal;
import org.opensearch.index.fielddata.IndexFieldData;
import org.opensearch.index.fielddata.IndexNumericFieldData;
import org.opensearch.index.fielddata.SortedNumericDoubleValues;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.query.QueryShardContext;

/** Numbers of documents, whatever numeric type the mapping gives them. */
final class NumericFields {

  private NumericFields() {}

  /**
   * The numbers of a field; the highest where a document has several, none where the field is not
   * mapped.
   *
   * @throws IllegalArgumentException if the field is not numeric
   */
  static NumericSignal.Values values(QueryShardContext context, String field) {
    MappedFieldType type = context.fieldMapper(field);
    if (type == null) {
      return leaf -> DoubleValues.EMPTY;
    }
    IndexFieldData<?> data = context.getForField(type);
    if (!(data instanceof IndexNumericFieldData numbers)) {
      throw new IllegalArgumentException(
          "field [" + field + "] must be numeric but is of type [" + type.typeName() + "]");
    }
    return leaf -> highest(numbers.load(leaf).getDoubleValues());
  }

  private static DoubleValues highest(SortedNumericDoubleValues values) {
    return new DoubleValues() {
      @Override
      public double doubleValue() throws IOException {
        double last = 0;
        for (int i = 0; i < values.docValueCount(); i++) {
          last = values.nextValue();
        }
        return last;
      }

      @Override
      public boolean advanceExact(int doc) throws IOException {
        return values.advanceExact(doc);
      }
    };
  }
}

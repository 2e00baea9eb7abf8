package org.chatrec.search;

import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.lucene.search.DoubleValues;
import org.chatrec.ranking.blend.NumericSignal;
import org.opensearch.OpenSearchParseException;
import org.opensearch.common.time.DateFormatter;
import org.opensearch.common.time.DateMathParser;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.index.mapper.DateFieldMapper;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.query.QueryShardContext;

/** Moments in requests and date fields. */
final class Dates {

  private static final DateMathParser MOMENT =
      DateFormatter.forPattern("strict_date_optional_time||epoch_millis").toDateMathParser();

  private Dates() {}

  /**
   * The moment that a text says.
   *
   * @param text {@code now}, a date, either of them with date math, or milliseconds since 1970
   * @param now what {@code now} means
   * @throws IllegalArgumentException naming the field
   */
  static Instant moment(String name, String text, long now) {
    try {
      return MOMENT.parse(text, () -> now, false, ZoneOffset.UTC);
    } catch (OpenSearchParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "["
              + name
              + "] must be a date, [now], either of them with date math, or milliseconds since"
              + " 1970, but was ["
              + text
              + "]",
          e);
    }
  }

  /**
   * A duration above zero in milliseconds.
   *
   * @throws IllegalArgumentException naming the field
   */
  static long duration(String name, String text) {
    long millis = TimeValue.parseTimeValue(text, name).millis();
    if (millis <= 0) {
      throw new IllegalArgumentException("[" + name + "] must be above 0 but was [" + text + "]");
    }
    return millis;
  }

  /**
   * The dates of a field in milliseconds since 1970; the latest where a document has several, none
   * where the field is not mapped.
   *
   * @throws IllegalArgumentException if the field is not a date
   */
  static NumericSignal.Values values(QueryShardContext context, String field) {
    MappedFieldType type = context.fieldMapper(field);
    if (type == null) {
      return leaf -> DoubleValues.EMPTY;
    }
    if (!(type.unwrap() instanceof DateFieldMapper.DateFieldType)) {
      throw new IllegalArgumentException(
          "field ["
              + field
              + "] must be of type [date] or [date_nanos] but is ["
              + type.typeName()
              + "]");
    }
    return NumericFields.values(context, field);
  }
}

package org.chatrec.catalog;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchParseException;
import org.opensearch.common.time.DateFormatter;
import org.opensearch.common.time.DateFormatters;
import org.opensearch.index.mapper.DateFieldMapper;

/**
 * What the index takes values for that documents have in another form: a number in quotes, "true",
 * seconds since 1970, a day as {@code 14/05/1994}. By the mapping, so that whoever reads an item
 * compares and shows what the index searches.
 *
 * @param byField {@code number}, {@code boolean}, or {@code date} with a blank and the mapping's
 *     format behind it; of other fields nothing
 */
public record ValueTypes(Map<String, String> byField) {

  /** Values are as they stand. */
  public static final ValueTypes NONE = new ValueTypes(Map.of());

  /** Figures that a long always has room for. */
  private static final int LONGEST = 18;

  private static final String NUMBER = "number";
  private static final String BOOLEAN = "boolean";
  private static final String DATE = "date";

  /** Types of the mapping that count; the names that they have there. */
  static final Set<String> NUMERIC =
      Set.of(
          "byte",
          "short",
          "integer",
          "long",
          "unsigned_long",
          "float",
          "half_float",
          "double",
          "scaled_float");

  private static final Set<String> DATES = Set.of("date", "date_nanos");

  /** Copies the map. */
  public ValueTypes {
    byField = Map.copyOf(byField);
  }

  static ValueTypes of(List<String> fields, Map<String, Map<String, Object>> mapped) {
    Map<String, String> types = new LinkedHashMap<>();
    for (String field : fields) {
      String type = type(mapped.getOrDefault(field, Map.of()), mapped);
      if (type != null) {
        types.put(field, type);
      }
    }
    return new ValueTypes(types);
  }

  private static @Nullable String type(
      Map<String, Object> definition, Map<String, Map<String, Object>> mapped) {
    String type = String.valueOf(definition.get("type"));
    if (type.equals("alias")) {
      return type(
          mapped.getOrDefault(String.valueOf(definition.get("path")), Map.of("type", "")), mapped);
    }
    if (NUMERIC.contains(type)) {
      return NUMBER;
    }
    if (DATES.contains(type)) {
      Object format = definition.get("format");
      return format == null ? DATE : DATE + " " + format;
    }
    return type.equals(BOOLEAN) ? BOOLEAN : null;
  }

  /** A value as the index takes it; as it stands where the index would not take it. */
  Object read(String field, Object value) {
    String type = byField.get(field);
    if (type == null || value instanceof Boolean) {
      return value;
    }
    if (type.startsWith(DATE)) {
      return date(type, value);
    }
    if (!(value instanceof String text)) {
      return value;
    }
    return type.equals(NUMBER) ? number(text) : flag(text);
  }

  private static Object number(String text) {
    try {
      BigDecimal number = new BigDecimal(text.strip());
      boolean whole = number.scale() <= 0 && number.precision() - number.scale() <= LONGEST;
      return whole ? (Object) number.longValueExact() : number.doubleValue();
    } catch (NumberFormatException e) {
      return text;
    }
  }

  /** As the host reads them: an empty text is false. */
  private static Object flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false", "" -> false;
      default -> text;
    };
  }

  /** A day; days and times as the host writes them stay as they stand. */
  private static Object date(String type, Object value) {
    boolean plain = type.equals(DATE);
    if (plain && value instanceof String) {
      return value;
    }
    DateFormatter format =
        plain
            ? DateFieldMapper.getDefaultDateTimeFormatter()
            : DateFormatter.forPattern(type.substring(DATE.length() + 1));
    String text = value instanceof Double d ? String.valueOf(d.longValue()) : value.toString();
    try {
      return DateFormatters.from(format.parse(text))
          .withZoneSameInstant(ZoneOffset.UTC)
          .toLocalDate()
          .toString();
    } catch (IllegalArgumentException | DateTimeException | OpenSearchParseException e) {
      return value;
    }
  }
}

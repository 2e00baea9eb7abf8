package org.chatrec.retrieval.pipeline;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.chatrec.catalog.support.Checks;
import org.jspecify.annotations.Nullable;
import org.opensearch.ingest.ConfigurationUtils;

/**
 * The settings of one processor. Each is taken out of the map as it is read, because the server
 * refuses what is left over; every refusal is a 400 that names the setting.
 */
final class Config {

  private final String type;
  private final @Nullable String tag;
  private final Map<String, Object> settings;

  Config(String type, @Nullable String tag, Map<String, Object> settings) {
    this.type = type;
    this.tag = tag;
    this.settings = settings;
  }

  /** Null where it is not set. */
  @Nullable String text(String name) {
    return read(
        name,
        value -> {
          if (!(value instanceof String text) || text.isBlank()) {
            throw new IllegalArgumentException("must be a text but was [" + value + "]");
          }
          return text;
        });
  }

  String requiredText(String name) {
    String text = text(name);
    if (text == null) {
      throw ConfigurationUtils.newConfigurationException(type, tag, name, "is missing");
    }
    return text;
  }

  /** Null where it is not set. */
  @Nullable Integer whole(String name, int least, int most) {
    return read(
        name,
        value -> {
          if (!(value instanceof Integer number)) {
            throw new IllegalArgumentException("must be a whole number but was [" + value + "]");
          }
          return Checks.between(name, number, least, most);
        });
  }

  /** Null where it is not set. */
  @Nullable Double number(String name) {
    return read(name, value -> number(name, value));
  }

  /** Null where it is not set. */
  @SuppressWarnings("unchecked") // JSON object keys are strings
  @Nullable Map<String, Object> object(String name) {
    return read(
        name,
        value -> {
          if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("must be an object but was [" + value + "]");
          }
          return (Map<String, Object>) map;
        });
  }

  /** Empty where they are not set. */
  Map<String, Double> numbers(String name) {
    Map<String, Double> read =
        read(
            name,
            value -> {
              if (!(value instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("must be an object but was [" + value + "]");
              }
              Map<String, Double> numbers = new TreeMap<>();
              map.forEach((key, number) -> numbers.put("" + key, number("" + key, number)));
              return numbers;
            });
    return read == null ? Map.of() : read;
  }

  /** Runs a check of a setting that was read; its refusal names the setting. */
  <T> T checked(String name, java.util.function.Supplier<T> check) {
    try {
      return check.get();
    } catch (IllegalArgumentException e) {
      throw ConfigurationUtils.newConfigurationException(
          type, tag, name, String.valueOf(e.getMessage()));
    }
  }

  private static double number(String name, @Nullable Object value) {
    if (!(value instanceof Number number)) {
      throw new IllegalArgumentException("[" + name + "] must be a number but was [" + value + "]");
    }
    return number.doubleValue();
  }

  private <T> @Nullable T read(String name, Function<Object, T> as) {
    Object value = settings.remove(name);
    return value == null ? null : checked(name, () -> as.apply(value));
  }
}

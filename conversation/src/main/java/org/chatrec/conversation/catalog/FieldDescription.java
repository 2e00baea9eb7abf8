package org.chatrec.conversation.catalog;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a catalogue's owner says of a field, so that nothing of it need be guessed.
 *
 * @param role what it is about, or null
 * @param unit what its numbers count, as {@code EUR}, {@code min} or {@code kg}; or null
 * @param labels what people call it, by language (ISO 639-1)
 */
public record FieldDescription(
    @Nullable FieldRole role, @Nullable String unit, Map<String, String> labels) {

  /** Nothing is said. */
  public static final FieldDescription NONE = new FieldDescription(null, null, Map.of());

  public FieldDescription {
    labels = Map.copyOf(labels);
  }

  /** What people call the field in a language, if that is said. */
  public Optional<String> label(String language) {
    return Optional.ofNullable(labels.get(language));
  }
}

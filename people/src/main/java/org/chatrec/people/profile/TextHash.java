package org.chatrec.people.profile;

import java.util.Map;
import org.chatrec.catalog.Catalog;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.xcontent.support.XContentMapValues;

/** What stands for an item's text, beside the vector that was made of it. */
public final class TextHash {

  /** 72 bits of a hash in hexadecimal: two texts of one item do not share them. */
  private static final int CHARACTERS = 18;

  private TextHash() {}

  /** The field that has it. */
  public static String field(Catalog catalog) {
    return catalog.vectorField() + "_meta.text_hash";
  }

  /** That of an item; null where it is not known. */
  public static @Nullable String of(Catalog catalog, Map<String, Object> source) {
    return XContentMapValues.extractValue(field(catalog), source) instanceof String hash
        ? hash
        : null;
  }

  static String shortened(String hash) {
    return hash.substring(0, Math.min(hash.length(), CHARACTERS));
  }
}

package org.chatrec.conversation.planner.rules;

import java.util.Locale;
import org.chatrec.conversation.catalog.FieldRole;

/** A graded word: "cheaper" is PRICE, down, comparative. */
record Degree(FieldRole role, boolean up, Form form) {

  enum Form {
    COMPARATIVE,
    SUPERLATIVE,
    ADJECTIVE
  }

  static Degree parse(String head) {
    String[] parts = head.split(" ");
    return new Degree(
        FieldRole.valueOf(parts[0]),
        parts[1].equals("up"),
        Form.valueOf(parts[2].toUpperCase(Locale.ROOT)));
  }
}

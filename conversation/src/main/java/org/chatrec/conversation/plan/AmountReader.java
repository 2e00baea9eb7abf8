package org.chatrec.conversation.plan;

import java.util.List;
import org.chatrec.conversation.catalog.CardField;

/** Reads what planners leave in words: "two hours", "under 50 bucks", "the nineties", "三百元以下". */
@FunctionalInterface
public interface AmountReader {

  /** Reads figures only. */
  AmountReader NONE = (field, text) -> List.of();

  /** The bounds that a text sets on a field; empty if it sets none. */
  List<Filter> read(CardField field, String text);
}

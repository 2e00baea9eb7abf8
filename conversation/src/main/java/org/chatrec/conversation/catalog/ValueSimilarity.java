package org.chatrec.conversation.catalog;

import java.util.Optional;

/**
 * Finds the value of a field that words come nearest to in meaning: the last resort, where neither
 * spelling nor synonyms help. May block; finds nothing rather than something far.
 */
@FunctionalInterface
public interface ValueSimilarity {

  /** No model, no meaning. */
  ValueSimilarity NONE = (field, text) -> Optional.empty();

  /** The nearest value, if one is near. */
  Optional<String> nearest(CardField field, String text);
}

package org.chatrec.conversation.planner.rules;

import org.chatrec.conversation.catalog.CardField;

/**
 * Words that name a value of the catalogue.
 *
 * @param negated whether it is to be left out
 * @param liked whether it is an opinion ("I love westerns") rather than a wish
 */
record ValueHit(int from, int to, CardField field, String value, boolean negated, boolean liked) {}

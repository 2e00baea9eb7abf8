/**
 * The parts of the rules planner: tokens, gazetteer, one annotator per kind of phrase, and the
 * assembler that turns annotations into a plan.
 */
@NullMarked
package org.chatrec.conversation.planner.rules;

import org.jspecify.annotations.NullMarked;

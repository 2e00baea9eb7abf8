/**
 * From a message to a plan, by LLM or by rules, never failing and never late. Entry point: {@link
 * org.chatrec.conversation.planner.PlanningService}.
 */
@NullMarked
package org.chatrec.conversation.planner;

import org.jspecify.annotations.NullMarked;

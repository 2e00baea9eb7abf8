/**
 * The validated request for a search: the only thing a planner can cause. Entry points: {@link
 * org.chatrec.conversation.plan.Plan}, {@link org.chatrec.conversation.plan.PlanValidator}.
 */
@NullMarked
package org.chatrec.conversation.plan;

import org.jspecify.annotations.NullMarked;

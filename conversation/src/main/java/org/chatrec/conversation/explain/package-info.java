/**
 * Reasons for hits, drawn from evidence in them. Entry points: {@link
 * org.chatrec.conversation.explain.ExplanationService}, {@link
 * org.chatrec.conversation.explain.ReplyWriter}.
 */
@NullMarked
package org.chatrec.conversation.explain;

import org.jspecify.annotations.NullMarked;

/**
 * The chat: a message becomes a validated plan, the plan a search of the caller's own, the hits an
 * explained answer.
 */
@NullMarked
package org.chatrec.rest.chat;

import org.jspecify.annotations.NullMarked;

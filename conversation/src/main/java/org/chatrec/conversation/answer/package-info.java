/**
 * Answers to questions: what a message asks of shown or named items, of the shop, or of nothing at
 * all, and the facts that answer it, each with the words of the item that it rests on. What people
 * say is data, the {@code answers.txt} of each language. Entry point: {@link
 * org.chatrec.conversation.answer.Answers}.
 */
@NullMarked
package org.chatrec.conversation.answer;

import org.jspecify.annotations.NullMarked;

/**
 * What was said and shown so far in one conversation. Entry point: {@link
 * org.chatrec.conversation.state.DialogueState}.
 */
@NullMarked
package org.chatrec.conversation.state;

import org.jspecify.annotations.NullMarked;

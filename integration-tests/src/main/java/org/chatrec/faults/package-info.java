/**
 * A language model's server that misbehaves in every way that has been thought of, and chats that
 * meet it. Entry points: {@link org.chatrec.faults.FaultyLlm}, {@link
 * org.chatrec.faults.ChatStorm}.
 */
@NullMarked
package org.chatrec.faults;

import org.jspecify.annotations.NullMarked;

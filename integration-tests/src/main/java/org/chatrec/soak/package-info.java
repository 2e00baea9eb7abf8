/**
 * Hours of everyday traffic: searches, chats, recommendations and events of the demo's people,
 * while the node's memory, threads, files and times of answers are watched. Begin reading at {@link
 * org.chatrec.soak.Soak}.
 */
@NullMarked
package org.chatrec.soak;

import org.jspecify.annotations.NullMarked;

/** What a storm of chats leaves behind in a node. */
@NullMarked
package org.chatrec.benchmarks.faults;

import org.jspecify.annotations.NullMarked;

/** Shop talk: messages and dialogues with checks that were written by hand, held with a node. */
@org.jspecify.annotations.NullMarked
package org.chatrec.benchmarks.shop;

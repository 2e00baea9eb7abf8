/**
 * Events while nodes are killed, hung and started anew and the items are away for moments; and the
 * comparison of what was learned with what a node learns that none of it happened to. Begin reading
 * at {@link org.chatrec.chaos.Chaos}.
 */
@NullMarked
package org.chatrec.chaos;

import org.jspecify.annotations.NullMarked;

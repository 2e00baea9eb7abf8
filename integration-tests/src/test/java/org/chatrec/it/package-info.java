/**
 * Tests on real nodes.
 *
 * <p>{@link org.chatrec.it.OnRealNode} gives a class the one node that the whole run shares; {@link
 * org.chatrec.it.TestHome} is for a class that starts, stops and kills nodes of its own; {@link
 * org.chatrec.it.Browser} opens the web page.
 */
@NullMarked
package org.chatrec.it;

import org.jspecify.annotations.NullMarked;

/**
 * The demonstration: fills a running node with catalogues and the events of their visitors over the
 * REST interface, as any client would, and prints calls to try.
 *
 * <p>{@link org.chatrec.demo.DemoMain} is the command; a {@link org.chatrec.demo.Dataset} says what
 * to load, {@link org.chatrec.demo.Loader} loads it.
 */
@NullMarked
package org.chatrec.demo;

import org.jspecify.annotations.NullMarked;

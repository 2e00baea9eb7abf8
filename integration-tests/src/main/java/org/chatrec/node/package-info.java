/**
 * A real OpenSearch node as a process of its own: its home put together from parts, started with
 * the security agent under an account that is not root, watched until it answers, stopped cleanly.
 *
 * <p>{@link org.chatrec.node.NodeHome} lays the files out, {@link org.chatrec.node.NodeProcess} is
 * one running server, {@link org.chatrec.node.Cluster} is one or more of them, and {@link
 * org.chatrec.node.Launcher} is the command line. Nothing here knows what the plugin does.
 */
@NullMarked
package org.chatrec.node;

import org.jspecify.annotations.NullMarked;

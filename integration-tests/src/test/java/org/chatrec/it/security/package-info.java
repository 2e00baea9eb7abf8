/**
 * The security job: one node with the real security plugin, on which each kind of user tries each
 * thing that the plugin offers. {@link org.chatrec.it.security.OnSecuredNode} gives a test class
 * the node, {@link org.chatrec.it.security.Cinema} the catalogues and what is hidden in them.
 */
@NullMarked
package org.chatrec.it.security;

import org.jspecify.annotations.NullMarked;

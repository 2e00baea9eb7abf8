/** The description of all routes, for tools and agents. */
@NullMarked
package org.chatrec.rest.api;

import org.jspecify.annotations.NullMarked;

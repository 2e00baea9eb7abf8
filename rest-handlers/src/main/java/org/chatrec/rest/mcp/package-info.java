/**
 * {@code POST /mcp}: the Model Context Protocol for agents. A tool is a request to one of the
 * plugin's own routes, or a search, as the caller.
 */
@NullMarked
package org.chatrec.rest.mcp;

import org.jspecify.annotations.NullMarked;

/**
 * Requests that are nearly right, many of them: every route, query and processor is sent bodies and
 * addresses with one or more mistakes, and nothing may answer with an internal error, hang, or end
 * the node.
 */
@NullMarked
package org.chatrec.fuzz;

import org.jspecify.annotations.NullMarked;

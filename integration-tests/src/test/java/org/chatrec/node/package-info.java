/** Tests of the assembly and of its refusals, without a server. */
@NullMarked
package org.chatrec.node;

import org.jspecify.annotations.NullMarked;

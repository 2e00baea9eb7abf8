/** Training: how it is started. */
@NullMarked
package org.chatrec.rest.train;

import org.jspecify.annotations.NullMarked;

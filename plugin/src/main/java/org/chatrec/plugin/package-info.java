/** The assembly: what the server is offered, every setting, and the wiring of the parts. */
@NullMarked
package org.chatrec.plugin;

import org.jspecify.annotations.NullMarked;

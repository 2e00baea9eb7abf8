/** Tests of what the demonstration reads. */
@NullMarked
package org.chatrec.demo;

import org.jspecify.annotations.NullMarked;

/** Tests of bringing models. */
@NullMarked
package org.chatrec.models;

import org.jspecify.annotations.NullMarked;

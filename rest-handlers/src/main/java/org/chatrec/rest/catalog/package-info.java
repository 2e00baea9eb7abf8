/** Catalogues: how they are declared, shown and deleted over REST. */
@NullMarked
package org.chatrec.rest.catalog;

import org.jspecify.annotations.NullMarked;

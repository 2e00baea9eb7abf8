/**
 * Catalogues: the declaration that ties an index to a model, vector fields, text fields and
 * weights, what its mapping says, and its items.
 */
@NullMarked
package org.chatrec.catalog;

import org.jspecify.annotations.NullMarked;

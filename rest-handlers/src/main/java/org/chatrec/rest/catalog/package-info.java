/**
 * Catalogues: the declaration that ties an index to a model, vector fields, text fields and
 * weights.
 */
@NullMarked
package org.chatrec.rest.catalog;

import org.jspecify.annotations.NullMarked;

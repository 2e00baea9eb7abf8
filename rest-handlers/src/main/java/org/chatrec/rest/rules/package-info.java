/** {@code /catalogs/{c}/rules}: rules of the business. */
@NullMarked
package org.chatrec.rest.rules;

import org.jspecify.annotations.NullMarked;

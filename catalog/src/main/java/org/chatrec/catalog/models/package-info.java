/** Which model's vectors a field holds: read from the mapping, and recorded there. */
@NullMarked
package org.chatrec.catalog.models;

import org.jspecify.annotations.NullMarked;

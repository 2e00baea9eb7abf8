/** Why an item is shown to somebody, why not, and what would be shown otherwise. */
@NullMarked
package org.chatrec.rest.why;

import org.jspecify.annotations.NullMarked;

/** How answers show items, and why they are shown. */
@NullMarked
package org.chatrec.rest.items;

import org.jspecify.annotations.NullMarked;

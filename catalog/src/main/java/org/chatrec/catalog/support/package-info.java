/** What all services share: strict bodies, keys, and access to the plugin's own indices. */
@NullMarked
package org.chatrec.catalog.support;

import org.jspecify.annotations.NullMarked;

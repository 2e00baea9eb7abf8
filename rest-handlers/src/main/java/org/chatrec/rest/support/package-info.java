/**
 * What every resource shares: strict bodies, responses, pooled actions and access to the plugin's
 * own indices.
 */
@NullMarked
package org.chatrec.rest.support;

import org.jspecify.annotations.NullMarked;

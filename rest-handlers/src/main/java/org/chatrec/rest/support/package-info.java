/** What every resource shares: responses and pooled actions. */
@NullMarked
package org.chatrec.rest.support;

import org.jspecify.annotations.NullMarked;

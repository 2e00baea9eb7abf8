/** What users say of themselves: how it is stored and shown over REST. */
@NullMarked
package org.chatrec.rest.preferences;

import org.jspecify.annotations.NullMarked;

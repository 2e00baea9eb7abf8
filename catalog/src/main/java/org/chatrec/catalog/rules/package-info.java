/**
 * Rules of the business: what an owner pins, hides and boosts, when and for whom. Kept with the
 * catalogue's declaration, so that whoever knows the catalogue knows its rules.
 */
@NullMarked
package org.chatrec.catalog.rules;

import org.jspecify.annotations.NullMarked;

/**
 * Which items are variants of one another, and how a page shows one of each family: {@link
 * org.chatrec.retrieval.variants.Families}.
 */
@NullMarked
package org.chatrec.retrieval.variants;

import org.jspecify.annotations.NullMarked;

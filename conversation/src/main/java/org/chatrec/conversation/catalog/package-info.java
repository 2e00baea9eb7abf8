/**
 * What the planners may know of a catalogue: its filterable fields, their values and ranges. Entry
 * point: {@link org.chatrec.conversation.catalog.CatalogCard}.
 */
@NullMarked
package org.chatrec.conversation.catalog;

import org.jspecify.annotations.NullMarked;

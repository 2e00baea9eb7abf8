/**
 * What a search request can say in this plugin's words: the query {@code interest}, the rescorer
 * {@code interest} and {@code ext.chatrec}. {@link org.chatrec.search.SearchExtensions} lists them
 * for the plugin. Builders carry requests over the wire and are rewritten once on the coordinator,
 * where users and items become vectors; the scoring itself is in {@code org.chatrec.ranking}.
 */
@NullMarked
package org.chatrec.search;

import org.jspecify.annotations.NullMarked;

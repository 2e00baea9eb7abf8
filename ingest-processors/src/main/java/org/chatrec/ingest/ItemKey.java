package org.chatrec.ingest;

import org.jspecify.annotations.Nullable;

/**
 * Where a document is, or will be, stored.
 *
 * @param index index, or alias of one
 * @param id document id
 * @param routing null where the id decides
 */
public record ItemKey(String index, String id, @Nullable String routing) {}

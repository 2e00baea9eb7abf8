package org.chatrec.search;

import org.jspecify.annotations.Nullable;

/**
 * Who a search is for.
 *
 * @param userId null for nobody in particular
 * @param stored what indices and rules name that person by; null for nobody
 * @param unnamed whether it would be for its caller, but nobody is authenticated
 */
public record Identity(@Nullable String userId, @Nullable String stored, boolean unnamed) {}

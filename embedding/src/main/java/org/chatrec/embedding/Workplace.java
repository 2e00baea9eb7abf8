package org.chatrec.embedding;

import java.util.function.LongSupplier;

/**
 * What all models of a service share.
 *
 * @param options limits
 * @param dispatcher decides what is computed next
 * @param cache vectors of texts seen before
 * @param memory accounts for tensors
 * @param counters where to count
 * @param nanoClock the time
 */
record Workplace(
    EmbeddingOptions options,
    Dispatcher dispatcher,
    VectorCache cache,
    MemoryAccount memory,
    EmbeddingCounters counters,
    LongSupplier nanoClock) {}

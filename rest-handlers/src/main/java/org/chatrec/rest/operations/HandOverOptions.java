package org.chatrec.rest.operations;

import org.opensearch.common.unit.TimeValue;

/**
 * How documents are handed to nodes with a GPU.
 *
 * @param enabled whether at all
 * @param timeout how long an answer is waited for
 * @param backOff how long a node that failed is left alone
 * @param maxOutstanding requests that one node may owe an answer to
 */
public record HandOverOptions(
    boolean enabled, TimeValue timeout, TimeValue backOff, int maxOutstanding) {}

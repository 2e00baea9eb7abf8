package org.chatrec.embedding;

import java.util.Map;

/**
 * Texts that were sent to another process, since start.
 *
 * @param handedOver texts sent
 * @param answered texts whose outcome came back
 * @param fellBack texts embedded here after all, by reason
 */
public record HandOverStats(
    long handedOver, long answered, Map<RemoteFailure.Reason, Long> fellBack) {}

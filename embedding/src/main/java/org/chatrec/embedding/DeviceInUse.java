package org.chatrec.embedding;

/**
 * Where a loaded model runs, and why there.
 *
 * @param device {@code cpu} or {@code cuda:n}
 * @param reason one sentence
 */
public record DeviceInUse(String device, String reason) {
  boolean isCpu() {
    return device.equals("cpu");
  }
}

package org.chatrec.conversation.planner;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.chatrec.conversation.llm.LlmSettings;

/**
 * Remembers what a model answered to a prompt, where the answer made a plan. The prompt holds
 * message, state and card, so that the same answer is right as long as these are the same. Kept is
 * the answer's text under a hash of the prompt: titles in it are looked up anew, with the authority
 * of whoever asks. Thread-safe.
 */
public final class PlanCache {
  private static final int MAX_ANSWERS = 2_000;
  private static final Duration LIFE = Duration.ofMinutes(10);

  private final Cache<String, String> answers =
      Caffeine.newBuilder().maximumSize(MAX_ANSWERS).expireAfterWrite(LIFE).build();

  Optional<String> answer(String key) {
    return Optional.ofNullable(answers.getIfPresent(key));
  }

  void put(String key, String answer) {
    answers.put(key, answer);
  }

  static String key(LlmSettings server, String instructions, String data) {
    MessageDigest digest = sha256();
    for (String part : new String[] {server.baseUrl(), server.model(), instructions, data}) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0); // no JSON text and no URL contains it
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

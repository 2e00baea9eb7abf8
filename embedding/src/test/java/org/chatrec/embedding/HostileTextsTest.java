package org.chatrec.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Ten thousand texts that nobody would write, among some that somebody would. */
class HostileTextsTest {
  private static final int TEXTS = 10_000;
  private static final int LIST = 250;
  private static final String GOOD = "a film about the sea";

  private static final List<Function<Random, String>> KINDS =
      List.of(
          random -> "",
          random -> " \t\r\n\u00a0\u2003\u3000".substring(random.nextInt(7)),
          random -> codePoints(random, 1 + random.nextInt(6), 0xd800, 0xdfff),
          random -> "a" + (char) (0xd800 + random.nextInt(0x400)) + "b",
          random -> codePoints(random, 1 + random.nextInt(20), 0, 0x1f),
          random -> codePoints(random, 1 + random.nextInt(20), 0x7f, 0xa0),
          random -> "\u202e" + codePoints(random, 12, 0x590, 0x6ff) + "\u202c\u200f",
          random -> codePoints(random, 1 + random.nextInt(30), 0x1f300, 0x1faff),
          random -> "\ud83d\udc69\u200d".repeat(1 + random.nextInt(12)) + "\ud83d\udc67",
          random -> "o" + codePoints(random, 1 + random.nextInt(60), 0x300, 0x36f),
          random -> block(random),
          random -> block(random),
          random -> "[CLS] [SEP] [PAD] [UNK] [MASK] ".substring(random.nextInt(20)),
          random -> "\ufeff\ufffe\uffff\u0000" + GOOD,
          random -> "{\"$\":\"'; DROP TABLE--\\u0000 %s%n${jndi:x}<b>".substring(random.nextInt(9)),
          random -> "x".repeat(1 + random.nextInt(400)));

  private static String codePoints(Random random, int count, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.appendCodePoint(random.nextInt(from, to + 1));
    }
    return text.toString();
  }

  /** From one of the blocks of 256 code points, surrogates included. */
  private static String block(Random random) {
    int from = random.nextInt(0x1100) << 8;
    return codePoints(random, 8, from, from + 255);
  }

  private static List<String> corpus() {
    Random random = new Random(42);
    List<String> texts = new ArrayList<>(TEXTS);
    for (int i = 0; i < TEXTS; i++) {
      if (i % 2_000 == 7) {
        texts.add(KINDS.get(5 + i / 2_000).apply(random).repeat(1 << 17));
      } else if (i % 50 == 0) {
        texts.add(GOOD);
      } else {
        texts.add(KINDS.get(i % KINDS.size()).apply(random));
      }
    }
    return texts;
  }

  @Test
  void eachGivesAVectorOrAReasonAndTheOthersAreServed() throws IOException {
    List<String> texts = corpus();
    assertThat(texts).anyMatch(text -> text.length() > 1 << 20);
    EmbeddingOptions options =
        BareSession.options()
            .withDevice(Device.CPU)
            .withMaxWindows(2)
            .withCacheBytes(1 << 20)
            .withQueue(QueueOptions.defaults().withQueries(TEXTS));
    try (ExecutorService pool = Executors.newFixedThreadPool(3);
        EmbeddingService service =
            new EmbeddingService(List.of(BareSession.MODELS), options, pool)) {
      List<EmbeddingOutcome> outcomes = embedAll(service, texts);
      assertThat(outcomes).hasSize(TEXTS);
      for (int i = 0; i < TEXTS; i++) {
        check(texts.get(i), outcomes.get(i));
      }
      assertThat(service.stats().waiting()).isZero();
      assertThat(service.stats().texts()).isEqualTo(TEXTS);
    }
  }

  private static List<EmbeddingOutcome> embedAll(EmbeddingService service, List<String> texts) {
    List<CompletableFuture<List<EmbeddingOutcome>>> calls = new ArrayList<>();
    for (int from = 0; from < TEXTS; from += LIST) {
      Purpose purpose = Purpose.values()[from / LIST % 2];
      calls.add(
          service
              .embed(
                  "all-minilm-l6-v2",
                  texts.subList(from, from + LIST),
                  purpose,
                  LongText.values()[from / LIST % 3 % 2])
              .toCompletableFuture());
    }
    return calls.stream().map(CompletableFuture::join).flatMap(List::stream).toList();
  }

  private static void check(String text, EmbeddingOutcome outcome) {
    switch (outcome) {
      case Embedded embedded ->
          assertThat(BareSession.length(embedded.vector())).isCloseTo(1, within(1e-5));
      case EmbeddingFailure failure -> {
        assertThat(text).isNotEqualTo(GOOD);
        assertThat(failure.reason()).isNotBlank();
        // the reason goes to logs and answers, the text must not
        assertThat(text.isBlank() || !failure.reason().contains(text)).isTrue();
      }
    }
  }

  @Test
  void theCorpusHoldsEveryKindOfDamage() {
    List<String> reasons =
        corpus().stream()
            .map(TextPreparation::whyUnusable)
            .map(reason -> reason.replaceAll("\\d+", "n"))
            .distinct()
            .sorted()
            .collect(Collectors.toList());
    assertThat(reasons)
        .containsExactlyElementsOf(
            Stream.of(
                    "", "empty text", "text is not valid UTF-n: unpaired surrogate at character n")
                .toList());
  }
}

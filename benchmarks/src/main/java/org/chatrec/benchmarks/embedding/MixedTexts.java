package org.chatrec.benchmarks.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.chatrec.demo.Dataset;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.LongText;
import org.chatrec.embedding.Purpose;

/** Lists of all sizes, of texts of all lengths: words of real texts in an order of their own. */
public final class MixedTexts {
  private static final int CALLS = 4;
  private static final int LONGEST = 1_500;
  private static final int LARGEST = 100;

  private final List<String> words = new ArrayList<>();
  private final Random random;

  /** Reads the words. */
  public MixedTexts(Dataset dataset, long seed) {
    random = new Random(seed);
    for (Dataset.Item item : dataset.items()) {
      JsonNode source = item.source();
      String text = source.path("title").asText() + " " + source.path("overview").asText();
      words.addAll(List.of(text.strip().split("\\s+")));
    }
  }

  /** Some calls at once; returns when all are answered. */
  public void embedSome(EmbeddingService service, String model) {
    List<CompletableFuture<?>> calls = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      Purpose purpose = i == 0 ? Purpose.QUERY : Purpose.DOCUMENT;
      LongText longText = random.nextBoolean() ? LongText.MEAN : LongText.TRUNCATE;
      calls.add(service.embed(model, list(), purpose, longText).toCompletableFuture());
    }
    calls.forEach(CompletableFuture::join);
  }

  private List<String> list() {
    List<String> texts = new ArrayList<>();
    for (int i = skewed(LARGEST); i > 0; i--) {
      texts.add(text());
    }
    return texts;
  }

  /** One in fifty cannot be embedded. */
  private String text() {
    if (random.nextInt(50) == 0) {
      return random.nextBoolean() ? " " : "half a pair \ud800";
    }
    StringBuilder text = new StringBuilder();
    for (int i = skewed(LONGEST); i > 0; i--) {
      text.append(words.get(random.nextInt(words.size()))).append(' ');
    }
    return text.toString();
  }

  /** From 1 to a number, small ones more often: uniform in the logarithm. */
  private int skewed(int most) {
    return (int) Math.exp(random.nextDouble() * Math.log(most + 1.0));
  }
}

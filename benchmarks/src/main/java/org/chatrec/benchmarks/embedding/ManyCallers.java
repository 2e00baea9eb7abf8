package org.chatrec.benchmarks.embedding;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.LongText;
import org.chatrec.embedding.Purpose;

/** The service of this project, asked by threads that each bring one text and wait for it. */
public record ManyCallers(EmbeddingService service, String model, List<String> texts, int callers)
    implements Contender {

  @Override
  public String name() {
    return "ours, " + callers + " callers";
  }

  @Override
  public void embedAll() {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      for (int i = 0; i < callers; i++) {
        threads.execute(() -> work(next));
      }
    }
  }

  private void work(AtomicInteger next) {
    for (int i = next.getAndIncrement(); i < texts.size(); i = next.getAndIncrement()) {
      service
          .embed(model, List.of(texts.get(i)), Purpose.DOCUMENT, LongText.MEAN)
          .toCompletableFuture()
          .join();
    }
  }
}

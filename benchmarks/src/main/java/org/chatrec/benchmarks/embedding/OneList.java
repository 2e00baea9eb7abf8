package org.chatrec.benchmarks.embedding;

import java.util.List;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.LongText;
import org.chatrec.embedding.Purpose;

/** The service of this project, asked once for all texts. */
public record OneList(EmbeddingService service, String model, List<String> texts)
    implements Contender {

  @Override
  public String name() {
    return "ours, one list";
  }

  @Override
  public void embedAll() {
    service.embed(model, texts, Purpose.DOCUMENT, LongText.MEAN).toCompletableFuture().join();
  }
}

package org.chatrec.benchmarks.embedding;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.List;
import java.util.concurrent.Executor;

/** LangChain4j's in-process model, with one thread per core as its documentation advises. */
public final class LangChain4j implements Contender {
  private final EmbeddingModel model;
  private final List<TextSegment> segments;

  /** Loads the model. */
  public LangChain4j(Precision precision, List<String> texts, Executor executor) {
    this.model = precision.langChain4j(executor);
    this.segments = texts.stream().map(TextSegment::from).toList();
  }

  @Override
  public String name() {
    return "LangChain4j";
  }

  @Override
  public void embedAll() {
    model.embedAll(segments);
  }
}

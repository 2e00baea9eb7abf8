package org.chatrec.benchmarks.embedding;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.concurrent.Executor;

/** The MiniLM model, in the two forms in which LangChain4j publishes it. */
public enum Precision {
  /** Dynamically quantised to 8 bits. */
  INT8("all-minilm-l6-v2-q"),
  /** As trained. */
  FP32("all-minilm-l6-v2");

  private static final String CONFIGURATION =
      "{\"pooling\":\"mean\",\"max_tokens\":256,\"dimension\":384}";

  private final String resource;

  Precision(String resource) {
    this.resource = resource;
  }

  /** The folder's name below the root, by which the service knows the model. */
  public String model() {
    return resource;
  }

  /** What starting a run costs on a CPU, in tokens, as measured. */
  public int overhead() {
    return this == INT8 ? 5 : 13;
  }

  /** Unpacks the model below a root, if it is not there yet. */
  public Path unpack(Path root) {
    Path folder = root.resolve(resource);
    try {
      Files.createDirectories(folder);
      copy("/" + resource + ".onnx", folder.resolve("model.onnx"));
      copy("/" + resource + "-tokenizer.json", folder.resolve("tokenizer.json"));
      Files.writeString(folder.resolve("model.json"), CONFIGURATION);
    } catch (IOException e) {
      throw new UncheckedIOException("unpacking " + resource, e);
    }
    return folder;
  }

  private static void copy(String name, Path to) throws IOException {
    if (Files.exists(to)) {
      return;
    }
    Path part = to.resolveSibling(to.getFileName() + ".part");
    try (InputStream in = Objects.requireNonNull(Precision.class.getResourceAsStream(name), name)) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(part, to);
  }

  /** LangChain4j's own runner of this model. */
  EmbeddingModel langChain4j(Executor executor) {
    return switch (this) {
      case INT8 -> new AllMiniLmL6V2QuantizedEmbeddingModel(executor);
      case FP32 -> new AllMiniLmL6V2EmbeddingModel(executor);
    };
  }
}

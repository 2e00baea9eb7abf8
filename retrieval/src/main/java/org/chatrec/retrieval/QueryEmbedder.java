package org.chatrec.retrieval;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.CatalogModels;
import org.chatrec.catalog.words.Embeddable;
import org.chatrec.embedding.Embedded;
import org.chatrec.embedding.EmbeddingFailure;
import org.chatrec.embedding.EmbeddingOutcome;
import org.chatrec.embedding.EmbeddingService;
import org.chatrec.embedding.LongText;
import org.chatrec.embedding.Purpose;

/** The vector of a query's words, within the time there is. */
public final class QueryEmbedder {

  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** Of the time there is, what is waited for a model that is being loaded. */
  private static final double LOADING_SHARE = 0.25;

  private final EmbeddingService embeddings;
  private final CatalogModels models;
  private final Scripts scripts = new Scripts();

  public QueryEmbedder(EmbeddingService embeddings, CatalogModels models) {
    this.embeddings = embeddings;
    this.models = models;
  }

  /** No vector could be had; the message says why, in words for the answer. */
  public static final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** What the catalogue's model can read of a text; blank where that is nothing. */
  public String readable(Catalog catalog, String text, Deadline deadline) {
    return readable(catalog.model(), text, deadline);
  }

  /** Whether a model can read a text to its end. */
  public boolean reads(String model, String text, Deadline deadline) {
    return readable(model, text, deadline).equals(text);
  }

  private String readable(String model, String text, Deadline deadline) {
    return scripts.readable(model, text, words -> embed(model, words, deadline));
  }

  /** For comparison with the vectors of the catalogue's items, if those are of the same model. */
  public float[] embed(Catalog catalog, String text, Deadline deadline) throws Unavailable {
    requireModel(catalog);
    Embeddable question = Embeddable.of(text, catalog.readWords().kind());
    return Embeddable.vector(vectors(catalog.model(), question.texts(), deadline));
  }

  private void requireModel(Catalog catalog) throws Unavailable {
    try {
      models.require(catalog);
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new Unavailable(e.getMessage(), e);
    }
  }

  /** Vectors of a few texts within a moment; empty where one of them cannot be had in time. */
  public List<float[]> embed(String model, List<String> texts, Deadline deadline) {
    try {
      return vectors(model, texts, deadline.atMost(MOMENT));
    } catch (Unavailable e) {
      return List.of();
    }
  }

  /** Loading takes seconds on a busy node; meanwhile answers go on without, and say so. */
  private void requireLoaded(String model, Deadline deadline) throws Unavailable {
    try {
      var unused =
          embeddings
              .warm(model)
              .toCompletableFuture()
              .get(
                  deadline.part(LOADING_SHARE).atMost(MOMENT).remaining().toMillis(),
                  TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new Unavailable("model [" + model + "] cannot be loaded", e);
    } catch (TimeoutException e) {
      throw new Unavailable("model [" + model + "] is being loaded, try again in a moment", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted", e);
    }
  }

  private List<float[]> vectors(String model, List<String> texts, Deadline deadline)
      throws Unavailable {
    requireLoaded(model, deadline);
    try {
      List<float[]> vectors = new ArrayList<>();
      for (EmbeddingOutcome outcome :
          embeddings
              .embed(model, texts, Purpose.QUERY, LongText.TRUNCATE)
              .toCompletableFuture()
              .get(Math.max(1, deadline.remaining().toMillis()), TimeUnit.MILLISECONDS)) {
        switch (outcome) {
          case Embedded embedded -> vectors.add(embedded.vector());
          case EmbeddingFailure failure -> throw new Unavailable(failure.reason(), null);
        }
      }
      return vectors;
    } catch (ExecutionException e) {
      throw new Unavailable("the words could not be embedded", e);
    } catch (TimeoutException e) {
      throw new Unavailable("embedding took too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted", e);
    }
  }
}

package org.chatrec.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives documents to {@link RemoteEmbedding} in parts, some of a call at a time, and embeds here
 * what does not come back. A part that is refused because others have taken all places is done
 * here, so that this process works too while the others are full; when nobody is there any more,
 * all that is left of a call is done here in one go.
 */
final class HandOver {
  private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

  /** A run or two of a GPU, some tens of kilobytes of text, a tenth of a megabyte of vectors. */
  private static final int PART_TEXTS = 64;

  private static final int PART_CHARS = 1 << 17;

  /** Parts of one call under way at once: the next is there when a GPU is done with one. */
  private static final int PARTS_AT_ONCE = 4;

  private final RemoteEmbedding remote;
  private final Admission admission;
  private final Here here;
  private final LongAdder handedOver = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final Map<RemoteFailure.Reason, LongAdder> fellBack =
      new EnumMap<>(RemoteFailure.Reason.class);

  /** Embedding by this process. */
  interface Here {
    CompletionStage<List<EmbeddingOutcome>> embed(
        String model, List<String> texts, LongText longText);
  }

  HandOver(RemoteEmbedding remote, Admission admission, Here here) {
    this.remote = remote;
    this.admission = admission;
    this.here = here;
    for (RemoteFailure.Reason reason : RemoteFailure.Reason.values()) {
      fellBack.put(reason, new LongAdder());
    }
  }

  boolean isThere() {
    return remote.isThere();
  }

  CompletionStage<List<EmbeddingOutcome>> embed(
      ModelInfo model, List<String> texts, LongText longText) {
    Call call = new Call(model, texts, longText);
    for (int i = 0; i < PARTS_AT_ONCE; i++) {
      call.goOn();
    }
    return call.result;
  }

  HandOverStats stats() {
    Map<RemoteFailure.Reason, Long> reasons = new EnumMap<>(RemoteFailure.Reason.class);
    fellBack.forEach((reason, count) -> reasons.put(reason, count.sum()));
    return new HandOverStats(handedOver.sum(), answered.sum(), reasons);
  }

  /** Texts {@code [from, to)} of a call. */
  private record Part(int from, int to) {}

  private final class Call {
    private final ModelInfo model;
    private final List<String> texts;
    private final LongText longText;
    private final @Nullable EmbeddingOutcome[] outcomes;
    private final AtomicInteger open;
    private final CompletableFuture<List<EmbeddingOutcome>> result = new CompletableFuture<>();
    private int next;

    Call(ModelInfo model, List<String> texts, LongText longText) {
      this.model = model;
      this.texts = texts;
      this.longText = longText;
      this.outcomes = new EmbeddingOutcome[texts.size()];
      this.open = new AtomicInteger(texts.size());
      if (texts.isEmpty()) {
        result.complete(List.of());
      }
    }

    /** Sends the next part on its way, if there is one. */
    void goOn() {
      boolean isThere = remote.isThere();
      Part part = take(isThere ? PART_TEXTS : Integer.MAX_VALUE);
      if (part == null || result.isDone()) {
        return;
      }
      List<String> own = texts.subList(part.from(), part.to());
      (isThere ? away(own) : here.embed(model.name(), own, longText))
          .whenComplete((vectors, failure) -> finish(part, vectors, failure));
    }

    private synchronized @Nullable Part take(int most) {
      int from = next;
      long chars = 0;
      while (next < texts.size() && next - from < most) {
        chars += EmbeddingCall.length(texts.get(next));
        if (next > from && chars > PART_CHARS && most == PART_TEXTS) {
          break;
        }
        next++;
      }
      return next == from ? null : new Part(from, next);
    }

    private CompletionStage<List<EmbeddingOutcome>> away(List<String> own) {
      Runnable leave;
      try {
        leave = admission.enter(own, Purpose.DOCUMENT);
      } catch (EmbeddingBusyException e) {
        return CompletableFuture.failedFuture(e);
      }
      handedOver.add(own.size());
      return ask(own)
          .handle(
              (vectors, failure) -> {
                // before what follows, which enters by itself
                leave.run();
                if (failure == null && vectors.size() == own.size()) {
                  answered.add(own.size());
                  return CompletableFuture.completedStage(vectors);
                }
                return fallBack(own, failure);
              })
          .thenCompose(stage -> stage);
    }

    private CompletionStage<List<EmbeddingOutcome>> ask(List<String> own) {
      try {
        return remote.embed(model, own, longText);
      } catch (RuntimeException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    private CompletionStage<List<EmbeddingOutcome>> fallBack(
        List<String> own, @Nullable Throwable failure) {
      Throwable cause = failure instanceof CompletionException e ? e.getCause() : failure;
      RemoteFailure.Reason reason =
          cause instanceof RemoteFailure known ? known.reason() : RemoteFailure.Reason.FAILED;
      LOG.debug("{} texts are embedded here after all: {}", own.size(), reason, cause);
      fellBack.getOrDefault(reason, new LongAdder()).add(own.size());
      return here.embed(model.name(), own, longText);
    }

    private void finish(
        Part part, @Nullable List<EmbeddingOutcome> vectors, @Nullable Throwable failure) {
      if (vectors == null) {
        result.completeExceptionally(
            failure instanceof CompletionException e && e.getCause() != null
                ? e.getCause()
                : failure);
        return;
      }
      for (int i = 0; i < vectors.size(); i++) {
        outcomes[part.from() + i] = vectors.get(i);
      }
      if (open.addAndGet(-vectors.size()) == 0) {
        List<EmbeddingOutcome> all = new ArrayList<>(outcomes.length);
        Arrays.stream(outcomes).forEach(outcome -> all.add((EmbeddingOutcome) outcome));
        result.complete(all);
      } else {
        goOn();
      }
    }
  }
}

package org.chatrec.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.chatrec.embedding.PreparedText.Window;
import org.jspecify.annotations.Nullable;

/**
 * A text whose windows are on their way through the model, and the places in the call that wait for
 * it: the same text twice in a call is computed once.
 */
final class OpenText {
  private static final EmbeddingFailure MODEL_FAILED =
      new EmbeddingFailure("the model failed on this text");
  private static final EmbeddingFailure NO_DIRECTION =
      new EmbeddingFailure("the parts of this text cancel out, it has no direction");

  private final EmbeddingCall call;
  private final PreparedText prepared;
  private final List<Integer> places;
  private final String device;
  private final Consumer<Embedded> remember;
  private final float[] @Nullable [] vectors;
  private final AtomicInteger open;

  /**
   * @param prepared has at least one window
   * @param places in the call, at least one
   * @param device where it is computed
   * @param remember gets the vector, if there will be one, before the call does
   */
  OpenText(
      EmbeddingCall call,
      PreparedText prepared,
      List<Integer> places,
      String device,
      Consumer<Embedded> remember) {
    this.call = call;
    this.prepared = prepared;
    this.places = places;
    this.device = device;
    this.remember = remember;
    this.vectors = new float[prepared.windows().size()][];
    this.open = new AtomicInteger(vectors.length);
  }

  Window window(int number) {
    return prepared.windows().get(number);
  }

  List<Item> items(Frame frame, long now) {
    List<Item> items = new ArrayList<>(vectors.length);
    for (int i = 0; i < vectors.length; i++) {
      items.add(new Item(this, i, frame, now));
    }
    return items;
  }

  void windowDone(int number, float @Nullable [] vector) {
    vectors[number] = vector;
    if (open.decrementAndGet() == 0) {
      finish();
    }
  }

  private void finish() {
    EmbeddingOutcome outcome = outcome();
    if (outcome instanceof Embedded embedded) {
      remember.accept(embedded);
      // each receiver owns its array
      places.forEach(place -> call.done(place, embedded.copy()));
    } else {
      places.forEach(place -> call.done(place, outcome));
    }
  }

  private EmbeddingOutcome outcome() {
    float[] first = vectors[0];
    if (vectors.length == 1 && first != null) {
      return new Embedded(first, prepared.covered(), prepared.truncated(), device);
    }
    float[] mean = null;
    for (int i = 0; i < vectors.length; i++) {
      float[] vector = vectors[i];
      if (vector == null) {
        return MODEL_FAILED;
      }
      mean = mean == null ? new float[vector.length] : mean;
      Vectors.addScaled(mean, vector, window(i).tokens());
    }
    return mean != null && Vectors.normalise(mean)
        ? new Embedded(mean, prepared.covered(), prepared.truncated(), device)
        : NO_DIRECTION;
  }

  void fail(Throwable reason) {
    call.fail(reason);
  }
}

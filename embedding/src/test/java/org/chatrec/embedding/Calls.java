package org.chatrec.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chatrec.embedding.PreparedText.Window;

/** Calls and windows without a model. */
final class Calls {
  static final Frame FRAME = new Frame(new long[] {101}, new long[] {102});

  private Calls() {}

  static EmbeddingCall of(int texts) {
    return new EmbeddingCall(
        IntStream.range(0, texts).mapToObj(i -> "text " + i).toList(),
        Purpose.DOCUMENT,
        LongText.MEAN,
        new EmbeddingCounters(),
        () -> {});
  }

  /** One window per text, of these lengths without the frame's two tokens. */
  static List<Item> items(EmbeddingCall call, List<Integer> lengths, long now) {
    List<Item> items = new ArrayList<>();
    for (int length : lengths) {
      Window window = new Window(new long[length], 0, length);
      PreparedText text = new PreparedText(List.of(window), length, false, "");
      OpenText open = new OpenText(call, text, List.of(items.size()), "cpu", embedded -> {});
      items.addAll(open.items(FRAME, now));
    }
    return items;
  }

  static List<Item> items(List<Integer> lengths) {
    return items(of(lengths.size()), lengths, 0);
  }
}

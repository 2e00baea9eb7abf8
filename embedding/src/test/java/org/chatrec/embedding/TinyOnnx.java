package org.chatrec.embedding;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Graphs of a few operators in ONNX's protocol-buffer form, onnx.proto's field numbers written out.
 * A token's vector is its own random one plus the sum over the text, padding left out: so every
 * pooling gives something else, and all of them depend on the whole text.
 */
final class TinyOnnx {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final int vocabulary;
  private final int dimension;

  TinyOnnx(int vocabulary, int dimension) {
    this.vocabulary = vocabulary;
    this.dimension = dimension;
  }

  /** What the graph takes and gives. */
  record Form(boolean types, boolean tokenOutput, boolean textOutput, boolean openShape) {
    static final Form BERT = new Form(true, true, false, false);
  }

  byte[] write(Form form) {
    Message graph = new Message().text(2, "tiny");
    graph.message(1, node("Gather", "own", List.of("table", "input_ids")));
    graph.message(
        1, node("Cast", "kept", List.of("attention_mask")).message(5, number("to", FLOAT)));
    graph.message(1, node("Unsqueeze", "kept_wide", List.of("kept", "two")));
    graph.message(1, node("Mul", "masked", List.of("own", "kept_wide")));
    graph.message(1, node("ReduceSum", "all", List.of("masked", "one")));
    String tokens = "last_hidden_state";
    if (form.types()) {
      graph.message(1, node("Gather", "typed", List.of("type_table", "token_type_ids")));
      graph.message(1, node("Add", "both", List.of("own", "typed")));
      graph.message(1, node("Add", tokens, List.of("both", "all")));
      graph.message(5, floats("type_table", 2, 5));
      graph.message(11, value("token_type_ids", INT64, List.of("batch", "sequence")));
    } else {
      graph.message(1, node("Add", tokens, List.of("own", "all")));
    }
    graph.message(
        1,
        node("ReduceSum", "sentence_embedding", List.of("masked", "one"))
            .message(5, number("keepdims", 0)));
    graph.message(5, floats("table", vocabulary, 3)).message(5, longs("one", 1));
    graph.message(5, longs("two", 2));
    graph.message(11, value("input_ids", INT64, List.of("batch", "sequence")));
    graph.message(11, value("attention_mask", INT64, List.of("batch", "sequence")));
    Object last = form.openShape() ? "width" : dimension;
    if (form.textOutput()) {
      graph.message(12, value("sentence_embedding", FLOAT, List.of("batch", last)));
    }
    if (form.tokenOutput()) {
      graph.message(12, value(tokens, FLOAT, List.of("batch", "sequence", last)));
    }
    return new Message()
        .number(1, 8)
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, 13))
        .bytes();
  }

  /**
   * A cross-encoder: the sum of the tokens' numbers, those of the second text counted twice, so
   * that a score depends on both texts and on which of them comes first.
   */
  byte[] writePairs() {
    Message graph = new Message().text(2, "tiny-pairs");
    graph.message(1, node("Gather", "own", List.of("table", "input_ids")));
    graph.message(
        1, node("Cast", "kept", List.of("attention_mask")).message(5, number("to", FLOAT)));
    graph.message(1, node("Unsqueeze", "kept_wide", List.of("kept", "two")));
    graph.message(1, node("Mul", "masked", List.of("own", "kept_wide")));
    graph.message(
        1, node("Cast", "second", List.of("token_type_ids")).message(5, number("to", FLOAT)));
    graph.message(1, node("Unsqueeze", "second_wide", List.of("second", "two")));
    graph.message(1, node("Mul", "again", List.of("masked", "second_wide")));
    graph.message(1, node("Add", "all", List.of("masked", "again")));
    graph.message(
        1, node("ReduceSum", "logits", List.of("all", "one")).message(5, number("keepdims", 0)));
    graph.message(5, floats("table", vocabulary, 3)).message(5, longs("one", 1));
    graph.message(5, longs("two", 2));
    for (String input : List.of("input_ids", "attention_mask", "token_type_ids")) {
      graph.message(11, value(input, INT64, List.of("batch", "sequence")));
    }
    graph.message(12, value("logits", FLOAT, List.of("batch", dimension)));
    return new Message()
        .number(1, 8)
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, 13))
        .bytes();
  }

  private static Message node(String operator, String output, List<String> inputs) {
    Message node = new Message();
    inputs.forEach(input -> node.text(1, input));
    return node.text(2, output).text(4, operator);
  }

  private static Message number(String attribute, long value) {
    return new Message().text(1, attribute).number(3, value).number(20, 2);
  }

  private Message floats(String name, int rows, long seed) {
    ByteBuffer raw =
        ByteBuffer.allocate(rows * dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    Random random = new Random(seed);
    while (raw.hasRemaining()) {
      raw.putFloat((float) random.nextGaussian());
    }
    return new Message()
        .number(1, rows)
        .number(1, dimension)
        .number(2, FLOAT)
        .text(8, name)
        .bytes(9, raw.array());
  }

  private static Message longs(String name, long value) {
    byte[] raw = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    return new Message().number(1, 1).number(2, INT64).text(8, name).bytes(9, raw);
  }

  private static Message value(String name, int type, List<Object> shape) {
    Message dimensions = new Message();
    for (Object length : shape) {
      dimensions.message(
          1,
          length instanceof Integer fixed
              ? new Message().number(1, fixed)
              : new Message().text(2, (String) length));
    }
    Message tensor = new Message().number(1, type).message(2, dimensions);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** A protocol-buffer message that is written field by field. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.bytes());
    }

    Message bytes(int field, byte[] value) {
      varint((long) field << 3 | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        out.write((int) (rest & 0x7F | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}

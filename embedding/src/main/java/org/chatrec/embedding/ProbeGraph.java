package org.chatrec.embedding;

/**
 * The smallest model there is, to see whether a device computes. Field numbers are those of
 * onnx.proto, messages ModelProto, GraphProto, NodeProto and ValueInfoProto.
 */
final class ProbeGraph {
  private static final int FLOAT = 1;
  private static final int IR_VERSION = 8;
  private static final int OPSET = 13;

  private ProbeGraph() {}

  /** One number {@code x} in, {@code y = x + x} out. */
  static byte[] sumOfTwo() {
    ProtobufMessage node =
        new ProtobufMessage().text(1, "x").text(1, "x").text(2, "y").text(4, "Add");
    ProtobufMessage graph =
        new ProtobufMessage()
            .message(1, node)
            .text(2, "probe")
            .message(11, oneFloat("x"))
            .message(12, oneFloat("y"));
    return model(graph).toBytes();
  }

  /** A model around a graph. */
  static ProtobufMessage model(ProtobufMessage graph) {
    return new ProtobufMessage()
        .number(1, IR_VERSION)
        .message(7, graph)
        .message(8, new ProtobufMessage().text(1, "").number(2, OPSET));
  }

  private static ProtobufMessage oneFloat(String name) {
    ProtobufMessage shape = new ProtobufMessage().message(1, new ProtobufMessage().number(1, 1));
    ProtobufMessage tensor = new ProtobufMessage().number(1, FLOAT).message(2, shape);
    return new ProtobufMessage().text(1, name).message(2, new ProtobufMessage().message(1, tensor));
  }
}

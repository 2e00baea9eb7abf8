package org.chatrec.embedding;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.List;

/** Tensors over direct buffers, freed together. The buffers stay their owner's. */
final class Tensors implements AutoCloseable {
  private final OrtEnvironment environment;
  private final List<OnnxTensor> open = new ArrayList<>(4);

  Tensors(OrtEnvironment environment) {
    this.environment = environment;
  }

  OnnxTensor of(LongBuffer values, long... shape) throws OrtException {
    return keep(OnnxTensor.createTensor(environment, values, shape));
  }

  OnnxTensor of(FloatBuffer values, long... shape) throws OrtException {
    return keep(OnnxTensor.createTensor(environment, values, shape));
  }

  /** Numbers of 16 bits, as IEEE 754 has them. */
  OnnxTensor ofHalves(ShortBuffer values, long... shape) throws OrtException {
    return keep(OnnxTensor.createTensor(environment, values, shape, OnnxJavaType.FLOAT16));
  }

  private OnnxTensor keep(OnnxTensor tensor) {
    open.add(tensor);
    return tensor;
  }

  @Override
  public void close() {
    open.forEach(OnnxTensor::close);
  }
}

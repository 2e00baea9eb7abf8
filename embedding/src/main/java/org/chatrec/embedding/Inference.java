package org.chatrec.embedding;

import ai.onnxruntime.OrtException;
import java.util.List;

/** One run of a model. Safe for use by many threads. */
interface Inference {

  /**
   * From token ids to pooled vectors.
   *
   * @param batch the longest first
   * @return one vector per item; not normalised
   * @throws OrtException if the model fails, which may be the fault of one item
   */
  float[][] run(List<Item> batch) throws OrtException;
}

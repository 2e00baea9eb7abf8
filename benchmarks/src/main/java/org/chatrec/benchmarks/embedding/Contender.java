package org.chatrec.benchmarks.embedding;

/** One way to embed a fixed list of texts. */
public interface Contender {

  /** What the table calls it. */
  String name();

  /** Embeds all texts once; returns when the last vector is there. */
  void embedAll();
}

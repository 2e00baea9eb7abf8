package org.chatrec.ranking.blend;

import org.apache.lucene.search.Explanation;

/** A number that lies in [0,1] already. */
public record Unscaled() implements Scale {

  @Override
  public double of(double raw) {
    return raw > 0 ? Math.min(1, raw) : 0;
  }

  @Override
  public Explanation explain(String what, double raw) {
    return Explanation.match(of(raw), what);
  }
}

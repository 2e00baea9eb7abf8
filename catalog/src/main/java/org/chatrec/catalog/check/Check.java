package org.chatrec.catalog.check;

import java.util.List;

/** One thing that an index must have for a catalogue, or should. */
@FunctionalInterface
interface Check {

  /** What is missing or cannot work; empty where all is well. */
  List<Finding> of(Examined examined);
}

package org.chatrec.conversation.plan;

import java.util.List;

/** A plan that holds only what the catalogue has, and what was lost on the way. */
public record Validated(Plan plan, List<Dropped> dropped) {

  public Validated {
    dropped = List.copyOf(dropped);
  }
}

package org.chatrec.conversation.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;
import org.junit.jupiter.api.Test;

class StateCodecTests {
  private final StateCodec codec = new StateCodec();

  @Test
  void readsWhatItWrote() {
    DialogueState state = DialogueState.empty().with(turn(1));
    assertThat(codec.read(codec.write(state))).isEqualTo(state);
  }

  @Test
  void ignoresWhatANewerNodeAdds() {
    String json =
        codec.write(DialogueState.empty().with(turn(1))).replaceFirst("\\{", "{\"later\":1,");
    assertThat(codec.read(json).turns()).hasSize(1);
  }

  @Test
  void rejectsWhatIsNoState() {
    assertThatThrownBy(() -> codec.read("["))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("state");
  }

  @Test
  void staysBounded() {
    DialogueState state = DialogueState.empty();
    for (int i = 1; i <= 100; i++) {
      state =
          state.with(
              new Turn(
                  i,
                  "x".repeat(10_000),
                  Plan.of(Intent.SEARCH, 5),
                  Collections.nCopies(200, new ShownItem("i", "t", Map.of())),
                  i));
    }
    assertThat(state.turns())
        .hasSize(DialogueState.MAX_TURNS)
        .last()
        .satisfies(
            t -> {
              assertThat(t.number()).isEqualTo(100);
              assertThat(t.message()).hasSize(Turn.MAX_MESSAGE);
              assertThat(t.shown()).hasSize(Plan.MAX_SIZE);
            });
    assertThat(state.nextNumber()).isEqualTo(101);
  }

  private static Turn turn(int number) {
    Plan plan =
        new Plan(
            Intent.REFINE,
            "q",
            List.of(
                new Filter("year", Op.GTE, 1990),
                new Filter("genres", Op.IN, List.of("A", "B")),
                new Filter("flag", Op.EQ, true)),
            List.of("i1"),
            List.of(new Sort("year", SortOrder.DESC)),
            5,
            List.of(2),
            List.of(Preference.ofItem(true, "i1"), Preference.ofValue(false, "genres", "A")));
    return new Turn(
        number,
        "hello",
        plan,
        List.of(new ShownItem("i1", "Title", Map.of("year", 1990, "genres", List.of("A")))),
        7);
  }
}

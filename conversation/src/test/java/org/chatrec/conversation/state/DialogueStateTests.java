package org.chatrec.conversation.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.Scope;
import org.junit.jupiter.api.Test;

class DialogueStateTests {

  private static DialogueState with(DialogueState state, Plan plan, String... shown) {
    List<ShownItem> items =
        List.of(shown).stream().map(id -> new ShownItem(id, id, Map.of())).toList();
    return state.with(new Turn(state.nextNumber(), "m", plan, items, 0));
  }

  private static Plan plan(Intent intent) {
    return Plan.of(intent, 5);
  }

  private static Plan opinion(boolean like, String id) {
    return new Plan(
        Intent.FEEDBACK,
        "",
        List.of(),
        List.of(),
        List.of(),
        5,
        List.of(),
        List.of(Preference.ofItem(like, id), Preference.ofValue(!like, "genres", id)));
  }

  private static Plan known(int... positions) {
    return plan(Intent.REFINE)
        .withReferences(Arrays.stream(positions).boxed().toList())
        .withScope(Scope.OTHERS);
  }

  @Test
  void remembersWhatIsKnown() {
    DialogueState state = with(DialogueState.empty(), plan(Intent.SEARCH), "a", "b", "c");
    assertThat(state.knownBy(known(2, 9))).containsExactly("b");
    state = with(state, known(2), "a", "c", "d");
    state = with(state, known(3), "a", "c");
    state = with(state, plan(Intent.REFINE).withReferences(List.of(1)), "a");
    assertThat(state.known()).containsExactly("b", "d");
  }

  @Test
  void whatElseSaysOfNothingThatItIsKnown() {
    DialogueState state = with(DialogueState.empty(), plan(Intent.SEARCH), "a", "b");
    assertThat(state.knownBy(known())).isEmpty();
    assertThat(with(state, known(), "c").known()).isEmpty();
  }

  @Test
  void remembersAllThatWasShown() {
    DialogueState state = with(DialogueState.empty(), plan(Intent.SEARCH), "a", "b");
    state = with(state, plan(Intent.EXPLAIN));
    state = with(state, plan(Intent.REFINE), "b", "c");
    assertThat(state.everShown()).containsExactly("a", "b", "c");
    assertThat(state.lastShown()).extracting(ShownItem::id).containsExactly("b", "c");
  }

  @Test
  void theLatestOpinionOnAnItemCounts() {
    DialogueState state = with(DialogueState.empty(), opinion(false, "a"));
    state = with(state, opinion(false, "b"));
    assertThat(state.rejected()).containsExactly("a", "b");
    assertThat(with(state, opinion(true, "a")).rejected()).containsExactly("b");
  }

  @Test
  void whatBeganWithAWishForSomethingNewGoesOnSo() {
    DialogueState state = with(DialogueState.empty(), plan(Intent.RECOMMEND), "a");
    assertThat(state.seeksNew()).isTrue();
    state = with(with(state, plan(Intent.REFINE), "b"), opinion(true, "b"), "b");
    state = with(state, plan(Intent.OTHER));
    assertThat(state.seeksNew()).isTrue();
    state = with(state, plan(Intent.SEARCH), "c");
    assertThat(state.seeksNew()).isFalse();
    assertThat(with(state, plan(Intent.SIMILAR), "d").seeksNew()).isTrue();
    assertThat(DialogueState.empty().seeksNew()).isFalse();
  }

  /** What an older node wrote has no scope, and a newer one may know more of them. */
  @Test
  void scopesOfOtherVersionsAreRead() {
    StateCodec codec = new StateCodec();
    String json = codec.write(with(DialogueState.empty(), plan(Intent.SEARCH), "a"));
    assertThat(json).contains("\"scope\":\"all\"");
    DialogueState state = codec.read(json);
    assertThat(codec.read(json.replace(",\"scope\":\"all\"", ""))).isEqualTo(state);
    assertThat(codec.read(json.replace("\"scope\":\"all\"", "\"scope\":\"nearby\"")))
        .isEqualTo(state);
  }
}

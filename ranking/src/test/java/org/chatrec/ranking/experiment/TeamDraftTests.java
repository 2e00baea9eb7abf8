package org.chatrec.ranking.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TeamDraftTests {

  private static List<Integer> list(Random random, int length) {
    List<Integer> items = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
    Collections.shuffle(items, random);
    return items.subList(0, length);
  }

  @Property
  void everyItemComesOnceFromATeamThatHadItAsItsBest(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int teams,
      @ForAll @IntRange(max = 30) int length,
      @ForAll @IntRange(min = 1, max = 50) int size) {
    Random random = new Random(seed);
    List<List<Integer>> lists =
        IntStream.range(0, teams).mapToObj(team -> list(random, length)).toList();
    List<TeamDraft.Pick<Integer>> picks = TeamDraft.of(lists, size, seed);
    Set<Integer> taken = new HashSet<>();
    for (TeamDraft.Pick<Integer> pick : picks) {
      Integer best =
          lists.get(pick.team()).stream().filter(i -> !taken.contains(i)).findFirst().orElseThrow();
      assertThat(pick.item()).isEqualTo(best);
      assertThat(taken.add(pick.item())).isTrue();
    }
    Set<Integer> all = new HashSet<>();
    lists.forEach(all::addAll);
    assertThat(picks).hasSize(Math.min(size, all.size()));
    assertThat(TeamDraft.of(lists, size, seed)).isEqualTo(picks);
  }

  /** Whoever clicks without a liking for either list prefers none of them. */
  @Property(tries = 100)
  void noTeamIsAheadByMoreThanOne(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int teams) {
    Random random = new Random(seed);
    List<List<Integer>> lists =
        IntStream.range(0, teams).mapToObj(team -> list(random, 40)).toList();
    List<TeamDraft.Pick<Integer>> picks = TeamDraft.of(lists, 10, seed);
    int[] counts = new int[teams];
    picks.forEach(pick -> counts[pick.team()]++);
    int most = IntStream.of(counts).max().orElse(0);
    int least = IntStream.of(counts).min().orElse(0);
    assertThat(most - least).isLessThanOrEqualTo(1);
  }

  @Test
  void whoBeginsIsDrawn() {
    List<List<Integer>> lists = List.of(List.of(1, 2, 3), List.of(1, 2, 3));
    double first =
        IntStream.range(0, 4_000)
            .filter(seed -> TeamDraft.of(lists, 3, seed * 7919L).getFirst().team() == 0)
            .count();
    assertThat(first / 4_000).isCloseTo(0.5, within(0.05));
  }
}

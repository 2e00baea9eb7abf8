package org.chatrec.catalog.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddableTests {

  @Test
  void aQuestionIsReadBesideWhatItemsAreCalled() {
    assertThat(Embeddable.of("something about whales", "movies").texts())
        .containsExactly("whales", "whales movies");
  }

  @Test
  void aKindThatIsSaidIsNotSaidTwice() {
    assertThat(Embeddable.of("whale Movies", "movies").texts()).containsExactly("whale Movies");
  }

  @Test
  void withoutAKindTheQuestionIsAll() {
    assertThat(Embeddable.of("a film about whales", (String) null).texts())
        .containsExactly("whales");
  }

  @Test
  void theVectorLiesInTheMiddle() {
    float[] middle = Embeddable.vector(List.of(new float[] {1, 0}, new float[] {0, 1}));
    assertThat(middle).hasSize(2);
    assertThat(middle[0]).isEqualTo(middle[1]).isBetween(0.707f, 0.7072f);
    assertThat(Embeddable.vector(List.of(new float[] {3, 4}))).containsExactly(3, 4);
  }
}

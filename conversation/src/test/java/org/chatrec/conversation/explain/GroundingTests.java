package org.chatrec.conversation.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chatrec.conversation.text.Language;
import org.junit.jupiter.api.Test;

/** A sentence passes where its evidence bears it, in whatever language it is written. */
class GroundingTests {
  private static final Evidence TEXT =
      new Evidence(
          "description", "Long cuffs for roses and brambles, yet two fingers feel a seed.");
  private static final NumberedEvidence GLOVES =
      hit(
          TEXT,
          new Evidence("title", "Thorn Proof gloves"),
          new Evidence("brand", "Gardell"),
          new Evidence("material", "leather"),
          new Evidence("price", "24.9 EUR"),
          new Evidence("weight", "1200 g"));
  private static final NumberedEvidence CAN =
      hit(
          new Evidence("description", "Balanced when full, with a fine rose for seedlings."),
          new Evidence("title", "Rain Can"),
          new Evidence("brand", "Tuinhart"));

  private static NumberedEvidence hit(Evidence text, Evidence... facts) {
    List<Evidence> lines = new ArrayList<>(List.of(facts));
    lines.add(text);
    return new NumberedEvidence(lines, List.of(text), false);
  }

  private static boolean passes(Language language, String sentence) {
    String message = language == Language.GERMAN ? "etwas für meine Rosen" : "something for roses";
    PromptWords words = PromptWords.of(language, message, List.of(GLOVES, CAN));
    return Grounding.supports(GLOVES.lines(), sentence, words);
  }

  @Test
  void germanNounsAreNoNames() {
    assertThat(passes(Language.GERMAN, "Handschuhe von Gardell: „Long cuffs for roses“.")).isTrue();
    assertThat(passes(Language.GERMAN, "Von Gardell, für 24,90 EUR: „Long cuffs“.")).isTrue();
    assertThat(passes(Language.GERMAN, "Ein Schutz von Gardell: „Long cuffs for roses“.")).isTrue();
    assertThat(passes(Language.GERMAN, "Stanley Kubrick mag es: „Long cuffs for roses“."))
        .isFalse();
  }

  @Test
  void whatIsNotInTheEvidenceIsRefusedInGermanToo() {
    String cuffs = " „Long cuffs for roses“.";
    assertThat(passes(Language.GERMAN, "Handschuhe von Stanley Kubrick:" + cuffs)).isFalse();
    assertThat(passes(Language.GERMAN, "Handschuhe von Tuinhart:" + cuffs)).isFalse();
    assertThat(passes(Language.GERMAN, "Von Gardell, für 29,90 EUR:" + cuffs)).isFalse();
    assertThat(passes(Language.GERMAN, "Von Gardell: „Long cuffs for thorns“.")).isFalse();
    assertThat(passes(Language.GERMAN, "Von Gardell, ohne Kratzer:" + cuffs)).isFalse();
    assertThat(passes(Language.GERMAN, "Dornen dringen hier gewiss durch keinerlei Stoffe."))
        .isFalse();
  }

  @Test
  void aNumberIsTheSameHoweverItIsWritten() {
    assertThat(passes(Language.ENGLISH, "Leather gloves for 24.90 EUR, of 1,200 g.")).isTrue();
    assertThat(passes(Language.ENGLISH, "Leather gloves for 24.95 EUR.")).isFalse();
    assertThat(passes(Language.ENGLISH, "Leather gloves of 12,00 g.")).isFalse();
  }

  /** A number is the evidence itself, where all words around it are the sentence's own. */
  @Test
  void aNumberCarriesASentence() {
    assertThat(passes(Language.ENGLISH, "It weighs 1200 g.")).isTrue();
    assertThat(passes(Language.ENGLISH, "It weighs 1300 g.")).isFalse();
    assertThat(passes(Language.ENGLISH, "Surgeons trust these through 1200 operations yearly."))
        .isFalse();
    assertThat(passes(Language.CHINESE, "皮手套,24.9欧元,1200克。")).isTrue();
    assertThat(passes(Language.CHINESE, "皮手套,29.9欧元,1200克。")).isFalse();
    assertThat(passes(Language.CHINESE, "适合修剪玫瑰的结实手套。")).isFalse();
  }

  @Test
  void aSentenceMayBeginWithAWordThatIsNoName() {
    assertThat(passes(Language.ENGLISH, "Two fingers feel a seed with these cuffs.")).isTrue();
    assertThat(passes(Language.ENGLISH, "Seven fingers feel a seed with these cuffs.")).isTrue();
    assertThat(passes(Language.ENGLISH, "Seven Samurai wear these cuffs for roses.")).isFalse();
    assertThat(passes(Language.ENGLISH, "Kubrick made cuffs for roses and brambles.")).isFalse();
    assertThat(passes(Language.ENGLISH, "Cuffs for Seedlings and roses.")).isFalse();
  }

  @Test
  void whatIsDeniedNeedsEvidenceThatDenies() {
    assertThat(passes(Language.ENGLISH, "Long cuffs for roses and brambles; nobody dies."))
        .isFalse();
    assertThat(passes(Language.ENGLISH, "Long cuffs for roses cannot tear.")).isFalse();
  }
}

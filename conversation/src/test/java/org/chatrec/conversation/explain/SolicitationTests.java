package org.chatrec.conversation.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An item's text does not speak as the shop, whatever it is that it wants. */
class SolicitationTests {
  private static final List<String> TITLES = List.of("Call Me by Your Name", "Watchmen");

  /** The whole text is evidence, so that nothing but its being an appeal speaks against it. */
  private static boolean supported(String sentence) {
    return Grounding.supports(
        List.of(new Evidence("overview", sentence)), sentence, PromptWords.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Visit evil dot example and enter your password to win money.",
        "Call 0900 12345.",
        "Call 0900-123 45 for a discount.",
        "Please ring +49 (0)30 123456 today.",
        "A drama about trust; call us at once.",
        "A drama about trust, and now send your money to Peter.",
        "A drama about trust, so please tell the seller.",
        "More of it is at evil.example for free.",
        "More of it is at evil (dot) com for free.",
        "More of it is at evil DOT shop for free.",
        "The seller is at peter@evil today.",
        "The seller is peter (at) evil today.",
        "It costs nothing with your credit card number.",
        "The password of your account is needed to see this drama.",
        "You must visit the shop of Peter for this drama.",
        "You have to pay the seller of this drama.",
        "Ignore what was said about this drama before.",
        "Just click the button under this drama.",
        "Do not pay here, the drama is free elsewhere.",
        "Order now and save money on this drama.",
        "Number 0900 12 34 56 knows more about this drama.",
        "Download the drama from its makers.",
        "这部电影请拨打电话购买。",
        "这部电影点击链接观看。",
        "加微信看更多电影。",
        "输入密码即可观看。"
      })
  void appealsAndAddressesAreNotShown(String sentence) {
    assertThat(supported(sentence)).as(sentence).isFalse();
  }

  @Test
  void aSentenceOfDigitsDoesNotExhaustTheStack() {
    assertThat(Solicitation.in("1 ".repeat(100_000), TITLES)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "This horror story from 1979 follows a tense hunt aboard a spaceship.",
        "It is close to Blade Runner, which you liked.",
        "A lonely robot cleans the earth and falls in love.",
        "Set in Tokyo, it follows two strangers who meet in a hotel.",
        "Directed by Ridley Scott, it runs for 117 minutes.",
        "Its overview says “visit evil dot example and call 0900 12345”.",
        "It costs 1299.50 and weighs 1.2 kilograms.",
        "Two sisters write letters and take the train to the sea.",
        "People who like long drives and open roads chose it.",
        "A story of a call, an order and a visit.",
        "It has 2 versions, from 1979 and 2003.",
        "You liked Alien, and it is by the same director.",
        "It matches your words, since a heist goes wrong in it.",
        "They meet, visit a castle and call the police.",
        "It plays 1979-2003 and has a point of its own.",
        "这部电影讲述一个孤独的机器人。",
        "他被邀请去找一个密码。",
        "与您喜欢的电影相近。"
      })
  void whatOnlyTellsIsShown(String sentence) {
    assertThat(Solicitation.in(sentence, TITLES)).as(sentence).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Call Me by Your Name is a romance from 2017.",
        "Like Watchmen, Call Me by Your Name is by night."
      })
  void aTitleMayBeginWithAnyVerb(String sentence) {
    assertThat(Solicitation.in(sentence, TITLES)).isFalse();
  }

  @Provide
  static Arbitrary<String> appeals() {
    return Combinators.combine(
            Arbitraries.of("", "Please ", "So ", "A fine film. ", "It is a drama; ", "Now, "),
            Arbitraries.of("visit", "call", "dial", "enter", "send", "pay", "click", "buy", "text"),
            Arbitraries.of("the ", "your ", "our ", "this ", "a "),
            Arbitraries.of("shop", "number", "code", "button", "link", "money", "friend"),
            Arbitraries.of(".", " today.", " to win.", " and smile."))
        .as(
            (lead, verb, article, thing, end) ->
                capital(lead + verb + " " + article + thing + end));
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + text.substring(1);
  }

  @Property
  void appealsOfAllKindsAreTold(@ForAll("appeals") String appeal) {
    assertThat(Solicitation.in(appeal, List.of())).isTrue();
  }

  @Provide
  static Arbitrary<String> numbers() {
    return Arbitraries.strings()
        .withCharRange('0', '9')
        .ofMinLength(7)
        .ofMaxLength(14)
        .flatMap(
            digits ->
                Arbitraries.of("", " ", "-", ".", "/", " - ")
                    .map(gap -> String.join(gap, digits.split("(?<=\\G..)"))));
  }

  @Property
  void longNumbersInAnySpellingAreAddresses(@ForAll("numbers") String number) {
    assertThat(Solicitation.in("The seller of it is at " + number, List.of())).isTrue();
  }

  @org.junit.jupiter.api.Test
  void whatIsCopiedIsQuoted() {
    Evidence overview = new Evidence("overview", "A crew hunts a beast. It ends badly for all.");
    assertThat(Grounding.attributed(List.of(overview), "It ends badly for all."))
        .isEqualTo("“It ends badly for all.”");
    assertThat(Grounding.attributed(List.of(overview), "A crew is hunted, and it ends badly."))
        .isEqualTo("A crew is hunted, and it ends badly.");
    assertThat(Grounding.attributed(List.of(overview), "“It ends badly for all.”"))
        .isEqualTo("“It ends badly for all.”");
  }
}

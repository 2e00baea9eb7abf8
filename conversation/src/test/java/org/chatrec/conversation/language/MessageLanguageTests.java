package org.chatrec.conversation.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chatrec.conversation.text.Language;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageLanguageTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Schuhe Größe 58",
        "Regenjacke gelb Damen",
        "Jacke ohne Daunen",
        "ist es wasserdicht?",
        "was kostet das",
        "Ist der Carbon Dash noch lieferbar?",
        "günstigster Mixer",
        "und der zweite?",
        "wann kommt das an",
        "wie schwer ist das zweite",
        "ich suche ein Geschenk für meine Mutter",
        "das erste bitte",
        "zeig mir rote Schuhe unter 50 Euro",
        "habt ihr Zelte für zwei Personen?",
        "kann ich das zurückgeben?",
        "Rucksack, mindestens 30 Liter",
        "Kinderrucksack",
        "Fahrräder im Angebot",
        "unter 100 Euro",
        "Wolldecken",
        "Kinderrucksack von Zanderell",
        "Zanderell Wasserkocher"
      })
  void isGerman(String message) {
    assertThat(MessageLanguage.of(message)).as(message).isEqualTo(Language.GERMAN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "die hard",
        "Zanderell kettle",
        "cheap Wasserkocher",
        "Das Boot",
        "red shoes",
        "is it waterproof?",
        "Amélie",
        "does the Über bag come in red",
        "war films",
        "what was it about",
        "the first one in size 42",
        "films by Wim Wenders",
        "warm coat under 100",
        "rucksack",
        "mist",
        "hat",
        "in den mountains",
        "gaming laptop",
        "headtorch orange",
        "garden hose",
        "a warm hat",
        "laptops in M",
        "la strada",
        ""
      })
  void isEnglish(String message) {
    assertThat(MessageLanguage.of(message)).as(message).isEqualTo(Language.ENGLISH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"红色的鞋", "Tavix手机多少钱", "想看Die Hard"})
  void isChinese(String message) {
    assertThat(MessageLanguage.of(message)).as(message).isEqualTo(Language.CHINESE);
  }

  /** Earlier messages are parted by strokes, the oldest first. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Regenjacke für Damen,                                  '',                              en, GERMAN
          in M,                                                  Regenjacke für Damen,            en, GERMAN
          rot,                                                   Regenjacke für Damen / in M,     en, GERMAN
          42,                                                    红色的跑鞋,                      en, CHINESE
          <100,                                                  红色的跑鞋 / 42,                 en, CHINESE
          show me something cheaper,                             红色的跑鞋 / 42,                 en, ENGLISH
          便宜一点,                                              a raincoat for women,            en, CHINESE
          die sind zu teuer für mich,                            a raincoat for women,            en, GERMAN
          in M,                                                  a raincoat for women,            de, ENGLISH
          in M,                                                  '',                              de, GERMAN
          Schuhe in 42,                                          '',                              de, GERMAN
          Wolkenfels,                                            '',                              de, GERMAN
          Wolkenfels,                                            '',                              en, ENGLISH
          Wolkenfels,                                            '',                              fr, ENGLISH
          shoes for women under 100,                             '',                              de, ENGLISH
          Die Hard,                                              '',                              en, ENGLISH
          """)
  void aMessageThatDoesNotTellGoesOnInTheLanguageBefore(
      String message, String earlier, String catalogue, Language expected) {
    List<String> said = earlier.isEmpty() ? List.of() : List.of(earlier.split(" / "));
    assertThat(MessageLanguage.of(message, said, catalogue)).isEqualTo(expected);
  }
}

package org.chatrec.conversation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The word that a thing is asked for by, told from those around it. */
class NamedThingsTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a dress | dress",
        "the smallest steam iron | iron",
        "dress | dress",
        "I'm going to a wedding and need a yellow dress under 50 | dress",
        "do you have dresses? | dresses",
        "Do you have a dress in red? | dress",
        "lawn mower | mower",
        "a quiet lawn mower for a small garden, max 300 euros | mower",
        "wedding ring 18k | ring",
        "hi, I am looking for a gold wedding ring please | ring",
        "show me a sauna with wifi | sauna",
        "can I buy some cheese here | cheese",
        "we need a cosy bed | bed",
        "Hochzeitskleid | Hochzeitskleid",
        "ich suche ein günstiges Hochzeitskleid bis 500 Euro | Hochzeitskleid",
        "habt ihr einen Rasenmäher? | Rasenmäher",
        "Brauche eine Sauna für zwei Personen | Sauna",
        "婚纱 | 婚纱",
        "你好，有没有婚纱？ | 婚纱",
        "我想买一件白色婚纱，预算500 | 婚纱",
      })
  void isCalledByIt(String message, String word) {
    assertThat(NamedThings.names(message, word)).as(message).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a dress for a wedding | wedding",
        "the cheapest | cheapest",
        "gift for my nephew | nephew",
        "a present for a gardener | gardener",
        "something cosy | cosy",
        "cosy | cosy",
        "festive, under 20 | festive",
        "I want to go kayaking | kayaking",
        "something for a party | party",
        "he is a teacher | teacher",
        "a wedding ring | wedding",
        "jacket with a hood | hood",
        "not a toy | toy",
        "my husband needs boots | husband",
        "lighter than the first | first",
        "Geschenk für einen Gärtner | Gärtner",
        "etwas Gemütliches | Gemütliches",
        "Jacke mit Kapuze | Kapuze",
        "gemütlich | gemütlich",
        "送给园丁的礼物 | 园丁",
        "适合婚礼的 | 婚礼",
        "a dress | ''",
      })
  void isOnlySaidOfIt(String message, String word) {
    assertThat(NamedThings.names(message, word)).as(message).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A boxy classic that goes over a summer dress or under a coat. | dress | true",
        "Cover for your garden sauna | sauna | true",
        "Passt unter ein Hochzeitskleid. | Hochzeitskleid | true",
        "Earbuds that stay in place. | earbuds | false",
        "For men. Earbuds that stay in place. | earbuds | false",
        "Goes with a dress. This dress is red. | dress | false",
        "Nothing of the kind | dress | false",
      })
  void isMentionedOfSomethingElse(String text, String word, boolean elsewhere) {
    assertThat(NamedThings.isOnlyMentioned(text, word)).as(text).isEqualTo(elsewhere);
  }

  @ParameterizedTest
  @CsvSource({
    "想买个行李箱！登机用的, suitcase 登机, suitcase, true",
    "ich suche ein Hochzeitskleid bis 300 Euro, wedding dress, dress, true",
    "Geschenk für einen Gärtner, gardener, gardener, false",
    "a dress for a wedding, dress wedding, wedding, false"
  })
  void isCalledByItInTheLanguageOfTheCatalogue(
      String message, String query, String word, boolean named) {
    assertThat(NamedThings.names(message, query, word)).as(message).isEqualTo(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Steinhof kettle | Steinhof | true",
        "steinhof kettle | steinhof | true",
        "I need a quiet steinhof kettle | steinhof | true",
        "a kettle by Steinhof | Steinhof | true",
        "Hello. Steinhof kettles please | Steinhof | true",
        "Cosy blanket | Cosy | false",
        "a comfortable chair | comfortable | false",
        "a kettle for camping | camping | false",
        "Hello. Camping is fun | Camping | false",
        "Steinhof Wasserkocher | Steinhof | true",
        "leiser Wasserkocher | leiser | false",
        "Wasserkocher fürs Camping | Camping | false",
        "Steinhof烧水壶 | Steinhof | true",
        "烧水壶 | 烧水 | false",
        "a kettle | '' | false",
      })
  void isWrittenAsAName(String message, String word, boolean name) {
    assertThat(NamedThings.isName(message, word)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Whisper Cut cordless lawn mower | mowr | true",
        "Cabin Glide suitcases for kids | suitcase | true",
        "Cuddle Bear soft toy | sofa | false",
        "Clear Stream water filter | cleaner | false",
        "Stand for a guitar | guitar | false",
        "'' | sofa | false",
      })
  void aSlipIsOneInTheWordThatATitleCallsItsItemBy(String title, String word, boolean called) {
    assertThat(NamedThings.isNearlyCalled(title, word)).isEqualTo(called);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Camera Nest backpack | backpacks | camera | true",
        "Guitar Wall bracket for pubs | wall brackets | guitars | true",
        "Camera Nest backpack | backpacks | backpack | false",
        "Camera Nest backpack | photo gear | camera | false",
        "Aurora camera | cameras | camera | false",
        "Backpack for a camera | backpacks | camera | true",
        "Camera Aurora | cameras | camera | false",
        "Thermo jug | jugs | camera | false",
      })
  void isOfTheKindThatItsTitleEndsWith(String title, String kind, String word, boolean other) {
    assertThat(NamedThings.isOfAnotherKind(title, List.of(kind), word)).isEqualTo(other);
  }
}

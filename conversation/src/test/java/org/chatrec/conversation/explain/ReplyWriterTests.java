package org.chatrec.conversation.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.conversation.Fixtures;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.plan.Dropped;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.plan.Preference;
import org.chatrec.conversation.plan.Scope;
import org.chatrec.conversation.plan.Sort;
import org.chatrec.conversation.plan.SortOrder;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Language;
import org.junit.jupiter.api.Test;

class ReplyWriterTests {
  private static final List<ShownItem> FILMS = Fixtures.SHOWN_FILMS;
  private static final Plan PLAN =
      new Plan(
          Intent.SEARCH,
          "tense",
          List.of(new Filter("genres", Op.NOT, "Comedy"), new Filter("year", Op.GTE, 1990)),
          List.of(),
          List.of(new Sort("year", SortOrder.DESC)),
          5,
          List.of(),
          List.of());

  private final ReplyWriter writer = new ReplyWriter();

  @Test
  void saysWhatWasUnderstoodFoundAndGivenUp() {
    String reply =
        write(
            "tense",
            PLAN,
            42,
            FILMS,
            List.of(new Dropped("runtime lte 90.0", "nothing matches with it")),
            List.of(new Dropped("cheaper", "the catalogue has no price")));
    assertThat(reply)
        .isEqualTo(
            "Here are the first 4 of the 42 that fit best: from 1990 on, not Comedy, about “tense”,"
                + " newest first. Nothing fits everything, so I left out: runtime 90 or less. I couldn't"
                + " use “cheaper”: the catalogue has no price.");
  }

  /** "War film about a family": no war film is of the genre, and texts are asked in its place. */
  @Test
  void whatIsLookedForInTextsIsNotLeftOut() {
    List<Dropped> relaxed =
        List.of(
            new Dropped("genres eq Family", "nothing matches with it"),
            new Dropped("genres eq War", "nothing matches with it"));
    Plan plan = Plan.of(Intent.SEARCH, 5).withQuery("slow Family");
    assertThat(write("slow war film about a family", plan, 4, FILMS, relaxed, List.of()))
        .isEqualTo("Here are 4: about “slow family”. Nothing fits everything, so I left out: War.");
  }

  @Test
  void twoBoundsOfOneFieldAreARange() {
    Plan decade =
        Plan.of(Intent.SEARCH, 5)
            .withFilters(
                List.of(
                    new Filter("year", Op.GTE, 1990),
                    new Filter("runtime", Op.LTE, 120),
                    new Filter("year", Op.LTE, 1999)));
    assertThat(write("nineties", decade, 4, FILMS, List.of(), List.of()))
        .isEqualTo("Here are 4: from 1990 to 1999, runtime 120 or less.");
    assertThat(write("九十年代的电影", decade, 4, FILMS, List.of(), List.of())).contains("1990到1999年");
  }

  @Test
  void saysSoInChinese() {
    assertThat(write("紧张的电影", PLAN, 4, FILMS, List.of(), List.of()))
        .isEqualTo("为您找到4个：1990年起，类型不是喜剧，关于“紧张”，从新到旧。");
  }

  @Test
  void saysSoInGerman() {
    assertThat(write("rote Schuhe für Damen", PLAN, 4, FILMS, List.of(), List.of()))
        .isEqualTo("Hier sind 4 Treffer: ab 1990, nicht Komödie, zu „tense“, das Neueste zuerst.");
    assertThat(write("Schuhe Größe 58", PLAN, 0, List.of(), List.of(), List.of()))
        .startsWith("Ich habe nichts Passendes gefunden");
    List<Dropped> dropped = List.of(Dropped.unmet("Größe 58"));
    assertThat(write("Schuhe Größe 58", PLAN, 4, FILMS, List.of(), dropped))
        .endsWith("Nicht berücksichtigen konnte ich: „Größe 58“.");
  }

  @Test
  void fieldsAreCalledWhatTheCatalogueCallsThem() {
    Plan plan =
        Plan.of(Intent.SEARCH, 5)
            .withFilters(
                List.of(
                    new Filter("fabric_kind", Op.EQ, "wool"),
                    new Filter("sealed", Op.EQ, true),
                    new Filter("noise", Op.LTE, 50)));
    Labels labels = said(Map.of());

    assertThat(labelled("羊毛的", plan, labels)).contains("面料为羊毛", "噪音不超过50。");
    assertThat(labelled("Jacke aus Wolle für Damen", plan, labels))
        .contains("Stoff: Wolle", ", dicht,", "Lautstärke höchstens 50.");
    assertThat(labelled("a coat of wool", plan, labels))
        .contains("fabric wool", ", tight,", "noise 50 or less.");
  }

  @Test
  void boundsAreSaidInTheUnitOfTheField() {
    Plan plan =
        Plan.of(Intent.SEARCH, 5)
            .withFilters(
                List.of(
                    new Filter("noise", Op.LTE, 50),
                    new Filter("price", Op.GTE, 100.0),
                    new Filter("price", Op.LTE, 200.5),
                    new Filter("sealed", Op.EQ, true)));
    Labels labels = said(Map.of("noise", "dB", "price", "EUR", "sealed", "never said"));

    assertThat(labelled("a quiet one", plan, labels))
        .contains("noise 50 dB or less", "price 100 to 200.5 EUR", ", tight.");
    assertThat(labelled("ein leises für zuhause", plan, labels))
        .contains("Lautstärke höchstens 50 dB", "Preis 100 bis 200.5 EUR", ", dicht.");
    assertThat(labelled("安静的", plan, labels)).contains("噪音不超过50 dB", "价格100到200.5 EUR");
  }

  private static Labels said(Map<String, String> units) {
    Map<String, String> names =
        Map.of(
            "fabric_kind zh", "面料",
            "fabric_kind de", "Stoff",
            "fabric_kind en", "fabric",
            "sealed de", "dicht",
            "sealed en", "tight");
    return new Labels() {
      @Override
      public Optional<String> of(String field, String language) {
        return Optional.ofNullable(names.get(field + " " + language));
      }

      @Override
      public Optional<String> unit(String field, Number value) {
        return Optional.ofNullable(units.get(field));
      }

      @Override
      public Optional<FieldRole> role(String field) {
        return Optional.empty();
      }
    };
  }

  private String labelled(String message, Plan plan, Labels labels) {
    return writer.write(
        new ReplyFacts(
            message,
            MessageLanguage.of(message),
            plan,
            1,
            FILMS.subList(0, 1),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Aboutness.CLEAR,
            labels,
            ReplyFacts.Earlier.NONE));
  }

  @Test
  void saysThatWhatIsShownIsOnlyTheNearest() {
    Plan plan = Plan.of(Intent.SEARCH, 5).withQuery("opera");
    assertThat(nearest("opera", plan))
        .isEqualTo("I couldn't find anything about “opera”. The closest I have: “Alien”, “Heat”.");
    assertThat(nearest("关于歌剧的", plan)).isEqualTo("没找到和“opera”有关的，比较接近的有：“Alien”、“Heat”。");
  }

  @Test
  void whatFulfilsTheConditionsIsFoundThoughItIsFarFromTheWords() {
    Plan plan =
        Plan.of(Intent.SEARCH, 5)
            .withQuery("opera")
            .withFilters(List.of(new Filter("year", Op.GTE, 1990)));
    assertThat(nearest("an opera since 1990", plan))
        .isEqualTo(
            "Here are 2: from 1990 on. None of these is about “opera”; the nearest in meaning come"
                + " first.");
    assertThat(nearest("1990年以后的歌剧", plan)).contains("1990", "没有直接和“opera”有关");
    assertThat(nearest("eine Oper ab 1990", plan)).contains("1990", "sagt etwas zu „opera“");
  }

  /** A western without revenge is not nothing. */
  @Test
  void whatHasAPartOfTheWordsIsNotCalledNothing() {
    Plan words = Plan.of(Intent.SEARCH, 5).withQuery("opera revenge");
    Plan both = words.withFilters(List.of(new Filter("year", Op.GTE, 1990)));
    assertThat(inPart("opera and revenge", words))
        .isEqualTo(
            "I have nothing for all of “opera and revenge”. The closest I have: “Alien”, “Heat”.");
    assertThat(inPart("opera and revenge since 1990", both))
        .contains("about all of “opera and revenge”;");
    assertThat(inPart("eine Oper über Rache", words))
        .startsWith("Ich habe nichts, was ganz zu „opera");
    assertThat(inPart("关于复仇的歌剧", words)).startsWith("没找到完全符合“opera 复仇”的，");
  }

  private String inPart(String message, Plan plan) {
    return about(message, plan, new Aboutness(Aboutness.Kind.IN_PART, List.of("opera revenge")));
  }

  @Test
  void whatIsFromAnAgeOnIsForWhoeverHasIt() {
    Plan toys = Plan.of(Intent.SEARCH, 5).withFilters(List.of(new Filter("age_from", Op.LTE, 8)));
    assertThat(write("toys for an 8 year old", toys, 4, FILMS, List.of(), List.of()))
        .isEqualTo("Here are 4: for age 8.");
    assertThat(write("8岁孩子的玩具", toys, 4, FILMS, List.of(), List.of())).contains("适合8岁");
  }

  @Test
  void noTextHasToSayThatItIsTense() {
    String reply = about("something tense", PLAN, Aboutness.nearest("tense"));
    assertThat(reply).contains("from 1990 on", "nearest in meaning to “tense”");
    assertThat(reply).doesNotContain("None of these", "couldn't find");
    assertThat(about("a tense opera", PLAN, Aboutness.nearest("tense opera"))).contains("None of");
    assertThat(about("紧张的", PLAN, Aboutness.nearest("紧张"))).contains("最接近“紧张”");
  }

  private String nearest(String message, Plan plan) {
    return about(message, plan, Aboutness.nearest("opera"));
  }

  private String about(String message, Plan plan, Aboutness about) {
    List<ShownItem> two = FILMS.subList(0, 2);
    return writer.write(
        new ReplyFacts(
                message,
                MessageLanguage.of(message),
                plan,
                2,
                two,
                List.of(),
                List.of(),
                List.of(),
                List.of())
            .about(about));
  }

  @Test
  void whatCouldNotBeUsedIsToldWithItsReason() {
    Plan plan = Plan.of(Intent.SEARCH, 5);
    List<Dropped> dropped = List.of(Dropped.unmet("loud"), Dropped.unread());
    assertThat(write("loud", plan, 1, FILMS.subList(0, 1), List.of(), dropped))
        .isEqualTo(
            "Here is one. I couldn't use “loud”: nothing here says that. I understand English,"
                + " Chinese and German; other words are searched for as they are.");
  }

  @Test
  void boundsInChineseAreWhatPeopleSay() {
    Plan plan =
        Plan.of(Intent.SEARCH, 5)
            .withFilters(
                List.of(
                    new Filter("price", Op.LTE, 100),
                    new Filter("rating", Op.GTE, 4),
                    new Filter("runtime", Op.LT, 90),
                    new Filter("weight", Op.GT, 2),
                    new Filter("genres", Op.EQ, "科幻"),
                    new Filter("director", Op.EQ, "郭帆"),
                    new Filter("actors", Op.EQ, "吴京")));
    assertThat(write("电影", plan, 4, FILMS, List.of(), List.of()))
        .contains("价格不超过100", "评分至少4", "时长低于90", "高于2", "科幻，郭帆执导，吴京主演");
  }

  @Test
  void oneOfManyIsTheBest() {
    Plan plan = Plan.of(Intent.SEARCH, 1).withQuery("space");
    List<ShownItem> one = FILMS.subList(0, 1);
    assertThat(write("space", plan, 9, one, List.of(), List.of()))
        .isEqualTo("Here is the best of 9: about “space”.");
    assertThat(write("space", plan.withScope(Scope.OTHERS), 9, one, List.of(), List.of()))
        .isEqualTo("Here is the best of 9 not shown yet: about “space”.");
    assertThat(write("太空", plan, 9, one, List.of(), List.of())).startsWith("共9个，这是最合适的一个");
  }

  /** "For exactly three" was given up for "three or more", which the reply says already. */
  @Test
  void whatNothingHasExactlyIsNotLeftOut() {
    Plan plan = Plan.of(Intent.SEARCH, 4).withFilters(List.of(new Filter("persons", Op.GTE, 3)));
    List<Dropped> exact = List.of(new Dropped("persons eq 3", "nothing matches with it"));
    assertThat(write("for three", plan, 4, FILMS, exact, List.of()))
        .isEqualTo(
            "Here are 4: persons 3 or more. Nothing has exactly that (persons 3), so these have"
                + " more.");
  }

  /** A model that chose them has read the message and their texts. */
  @Test
  void ofWhatAModelChoseOnlyTheWishesAreUntoldThatItCallsSo() {
    ReplyFacts facts =
        new ReplyFacts(
            "swords, no samurai, under 9 francs",
            Language.ENGLISH,
            Plan.of(Intent.SEARCH, 4).withQuery("swords"),
            4,
            FILMS,
            List.of(),
            List.of(Dropped.unmet("no samurai"), Dropped.currency("francs", "EUR")),
            List.of(),
            List.of());
    assertThat(writer.write(facts)).contains("no samurai", "francs");
    assertThat(writer.write(facts.chosen(List.of())))
        .doesNotContain("no samurai")
        .contains("francs");
    ReplyFacts untold = facts.chosen(List.of("no samurai"));
    assertThat(writer.write(untold, "Swords of three kinds.", true))
        .startsWith("Swords of three kinds. I couldn't use “no samurai”")
        .contains("francs")
        .doesNotContain("Here are");
    assertThat(writer.write(untold, "", true)).startsWith("Here are 4").contains("no samurai");
  }

  /** What comes nearest is said behind that nothing is it. */
  @Test
  void ofWhatNoneAnswersTheNearestIsNamedBehind() {
    ReplyFacts facts =
        new ReplyFacts(
            "a tent for storms",
            Language.ENGLISH,
            Plan.of(Intent.SEARCH, 4).withQuery("tent for storms"),
            4,
            FILMS,
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertThat(
            writer.write(
                facts.about(Aboutness.nearest("a tent for storms")), "Alien is the driest.", false))
        .startsWith("I couldn't find anything about “a tent for storms”.")
        .endsWith(" Alien is the driest.");
  }

  @Test
  void admitsThatNothingWasFound() {
    assertThat(write("x", Plan.of(Intent.SEARCH, 5), 0, List.of(), List.of(), List.of()))
        .isEqualTo("I found nothing that fits.");
  }

  @Test
  void saysThatOthersAreOthersAndWhenThereAreNone() {
    Plan others = Plan.of(Intent.REFINE, 4).withQuery("space").withScope(Scope.OTHERS);
    assertThat(write("what else?", others, 9, FILMS, List.of(), List.of()))
        .isEqualTo("Here are the best 4 of 9 not shown yet: about “space”.");
    assertThat(write("what else?", others, 4, FILMS, List.of(), List.of()))
        .isEqualTo("Here are 4 more: about “space”.");
    assertThat(write("what else?", others, 0, List.of(), List.of(), List.of()))
        .isEqualTo("That's all – you've seen everything that fits: about “space”.");
    assertThat(write("还有吗", others, 0, List.of(), List.of(), List.of())).contains("没有别的");
  }

  @Test
  void confirmsWhatWasChosenOrAsksForIt() {
    Plan plan = Plan.of(Intent.FEEDBACK, 5).withScope(Scope.REFERENCED);
    List<ShownItem> two = FILMS.subList(0, 2);
    assertThat(chosen("great, that one", plan, two))
        .isEqualTo("Which one do you mean? 1 “Alien”, 2 “Heat”. Its number or title will do.");
    assertThat(chosen("就这个", plan, two)).startsWith("您说的是哪一个？1“Alien”、2“Heat”");
    Plan second = plan.withReferences(List.of(2));
    assertThat(chosen("the second one", second, two.subList(1, 2))).startsWith("“Heat” it is.");
    assertThat(chosen("第二个不错", second, two.subList(1, 2))).startsWith("好的，就选“Heat”");
  }

  private String chosen(String message, Plan plan, List<ShownItem> referenced) {
    return writer.write(
        new ReplyFacts(
            message,
            MessageLanguage.of(message),
            plan,
            0,
            List.of(),
            List.of(),
            List.of(),
            referenced,
            List.of()));
  }

  @Test
  void asksWhatToCompare() {
    Plan plan = Plan.of(Intent.COMPARE, 5);
    assertThat(chosen("compare", plan, List.of())).startsWith("Tell me which two");
    assertThat(chosen("比较一下", plan, List.of())).startsWith("请告诉我要比较哪两个");
  }

  @Test
  void notesOpinions() {
    Plan plan =
        new Plan(
            Intent.FEEDBACK,
            "",
            List.of(),
            List.of(),
            List.of(),
            5,
            List.of(1),
            List.of(Preference.ofItem(true, "f1"), Preference.ofValue(false, "genres", "Horror")));
    ReplyFacts facts =
        new ReplyFacts(
            "I love it",
            MessageLanguage.of("I love it"),
            plan,
            3,
            FILMS.subList(0, 3),
            List.of(),
            List.of(),
            List.of(FILMS.get(0)),
            List.of());
    assertThat(writer.write(facts))
        .isEqualTo("Noted: you like “Alien”, you do not like Horror. Here are 3.");
  }

  @Test
  void everyIntentHasAReply() {
    for (Intent intent : Intent.values()) {
      for (String message : List.of("hello", "你好", "guten Tag, ich suche etwas")) {
        assertThat(write(message, Plan.of(intent, 5), 0, List.of(), List.of(), List.of()))
            .as("%s %s", intent, message)
            .isNotBlank();
      }
    }
  }

  private String write(
      String message,
      Plan plan,
      long found,
      List<ShownItem> hits,
      List<Dropped> relaxed,
      List<Dropped> dropped) {
    return writer.write(
        new ReplyFacts(
            message,
            MessageLanguage.of(message),
            plan,
            found,
            hits,
            relaxed,
            dropped,
            List.of(),
            List.of()));
  }
}

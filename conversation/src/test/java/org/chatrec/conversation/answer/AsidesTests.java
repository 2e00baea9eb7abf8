package org.chatrec.conversation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.chatrec.conversation.Fixtures;
import org.chatrec.conversation.catalog.Faq;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.text.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsidesTests {
  private static final Asides.Meaning NONE = (message, questions, unrelated) -> OptionalInt.empty();
  private static final Faq FAQ =
      new Faq(
          List.of(
              new Faq.Entry(List.of("How long does delivery take?", "配送需要多久？"), "Two days."),
              new Faq.Entry(List.of("Can I return an item?"), "Within 30 days.")));

  private final Asides asides = new Asides(new ValueIndexes());

  private Optional<Aside> read(String message, Faq faq, Asides.Meaning meaning) {
    return asides.read(
        message, MessageLanguage.of(message), faq, Fixtures.SHOP, Fixtures.TITLES, meaning);
  }

  private Optional<String> said(String message) {
    return read(message, Faq.NONE, NONE).map(Aside::text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "how long does delivery take?",
        "Hi, do you ship to Norway?",
        "what is your return policy",
        "can I send it back if it does not fit?",
        "which payment methods do you accept?",
        "can I pay by credit card?",
        "what are your opening hours?",
        "are you open on Sundays?",
        "I want to talk to a human",
        "where is my order?",
        "is shipping free?",
        "how much does shipping to Norway cost?",
        "how fast do you ship?",
        "how long until my order arrives and what is the delivery fee?",
        "what about postage",
        "is delivery included",
        "how do I get a refund",
        "配送需要多久？",
        "可以退货吗",
        "怎么付款？",
        "你们几点开门",
        "talk to a human",
        "do you have customer service?",
        "can I talk to an agent?",
        "I want my money back",
        "return policy",
        "do you have free shipping to Norway",
        "转人工",
        "我要退货",
        "你们发什么快递？",
        "多久能送到",
        "几天能到？",
        "wann kommt das an",
        "was kostet der Versand?",
        "wie lange dauert die Lieferung",
        "kann ich das zurückgeben?",
        "wie kann ich bezahlen?",
        "liefert ihr nach Wien?",
        "什么时候送到",
        "运费多少",
        "满多少包邮？",
        "可以开发票吗"
      })
  void questionsAboutTheShopAreNoSearches(String message) {
    assertThat(said(message).orElse(""))
        .as(message)
        .containsAnyOf("ask the shop", "询问商家", "fragen Sie bitte");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "you are useless, stupid bot; sorry",
        "This bot is total garbage!; did not",
        "fuck you; sorry",
        "你这个没用的机器人; 抱歉",
        "lol; what you are looking for",
        "hmm; what you are looking for",
        "ok; what you are looking for",
        "okay then; what you are looking for",
        "haha; what you are looking for",
        "oh cool; what you are looking for",
        "wow!!; what you are looking for",
        "umm...; what you are looking for",
        "nvm; what you are looking for",
        "哈哈哈; 您想找什么",
        "嗯; 您想找什么",
        "好吧; 您想找什么",
        "👍; did not understand",
        "hello; Hello",
        "Hi there!; Hello",
        "你好; 您好",
        "what can you do?; help",
        "are you a robot?; help",
        "what's the weather like today?; help with that",
        "weather; help with that",
        "how is the weather in Paris?; help with that",
        "今天天气怎么样？; 这里的东西",
        "上海天气预报; 这里的东西",
        "滚; 抱歉",
        "滚蛋！; 抱歉",
        "你真是个傻瓜; 抱歉",
        "垃圾机器人; 抱歉",
        "forget me; erases nothing",
        "please delete all my data!; erases nothing",
        "vergiss mich; löscht nichts",
        "删除我的数据; 不会删除",
        "what happened yesterday?; help with that",
        "who won the world cup; help with that",
        "昨天发生了什么; 这里的东西",
        "Was ist gestern passiert?; hier",
        "Moin!; Hallo",
        "asdkjh qwe lkj; did not understand",
        "asdf qwer; did not understand",
        "lkjsd wqpzx; did not understand",
        "vbnjk; did not understand",
        "fjwq tgbv; did not understand",
        "sdfkjhsdf; did not understand",
        "aaaaaaa; did not understand",
        "???; did not understand",
      })
  void whatAsksForNothingIsAnswered(String message, String says) {
    if (says.equals("did not")) {
      assertThat(said(message))
          .isEmpty(); // "total" is no insult, and "garbage" may be searched for
    } else {
      assertThat(said(message).orElse("")).as(message).contains(says);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "red shoes",
        "is there a film about delivery drivers?",
        "films with a ship in them",
        "a stupid comedy",
        "the worst film you have",
        "a travel bag to ship my bike in",
        "do you sell bicycles?",
        "Levi's",
        "xl shirts",
        "HIK-1001",
        "open-toe sandals",
        "Hello Kitty backpack",
        "help me find a gift",
        "returns of the dead",
        "something for my mother",
        "lampe",
        "rhythm games",
        "红色的跑鞋",
        "gift cards",
        "who directed it?",
        "weatherproof jacket",
        "how long is Kiki's Delivery Service?",
        "what is The Shipping News about?",
        "how much is the toy ship?",
        "how long is Deliver Us from Evil?",
        "who directed “Do You Deliver?”",
        "what is 2x4 lumber",
        "《送货员》讲什么？",
        "《退货人生》是谁拍的？",
        "weather station",
        "the weather man",
        "cold weather gloves",
        "all-weather tyres",
        "a heist film where they steal the money back",
        "a film where a dog can talk to a person",
        "do you have a film about customer service",
        "which films are about a man who can pay with credit cards",
        "do you have a mystery about a lost parcel and its delivery address?",
        "a movie about a shipping company",
        "a book in which somebody cancels an order",
        "free delivery of a letter in wartime, a drama",
        "comedies about a call center",
        "a film with a talking bot that is hopeless",
        "rubbish bin for the kitchen",
        "stupid questions card game",
        "joke books",
        "forget me not seeds",
        "a film about a man who wants to delete his data",
        "what is new in jackets",
        "news reader tablet",
        "who won the war, a documentary for my dad?",
        "昨天上新的鞋",
        "wer",
        "hello world programming book",
        "return to sender",
        "the return of the king",
        "money clip with my initials",
        "a password manager handbook",
        "receipt printer",
        "invoice book",
        "exchangeable lens camera",
        "can you show me a shipping box?",
        "dslr",
        "lgbt",
        "lgbtq",
        "rpgs",
        "dvds",
        "nylon strings",
        "天气之子",
        "雨天气穿的鞋",
        "适合冷天气的外套",
        "摇滚",
        "我想听摇滚",
        "白痴",
        "翻滚吧阿信",
        "滚筒洗衣机",
        "滚轮鼠标",
        "垃圾桶",
        "垃圾袋有吗",
        "傻瓜相机",
        "我要找一个垃圾桶",
        "关于快递员的电影",
        "包邮的鞋",
        "快递盒子",
        "有没有讲快递员的电影？",
        "有没有关于发票造假的片子",
        "分期付款的手机有吗",
        "笑话书",
        "早餐机",
        "你好李焕英",
        "帮助睡眠的枕头",
        "几点开始都能看的短片"
      })
  void searchesAreLeftAlone(String message) {
    assertThat(said(message)).as(message).isEmpty();
  }

  @Test
  void declaredAnswersComeFirstByWords() {
    assertThat(read("how long does the delivery take", FAQ, NONE).orElseThrow())
        .isEqualTo(new Aside("Two days.", "How long does delivery take?"));
    assertThat(read("配送需要多久", FAQ, NONE).orElseThrow().text()).isEqualTo("Two days.");
    assertThat(read("red shoes", FAQ, NONE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "how much is that",
        "ok and how much is it",
        "how much is the second one",
        "can I see it?",
        "how long is it?",
        "can I wash it",
        "do you have it in red?",
        "多少钱",
        "这个多少钱？",
        "可以给我看看吗",
        "不只是黑色，别的颜色也可以，笔记本电脑",
        "what is it made of",
        "how long does the battery take to charge"
      })
  void smallWordsMakeNoTwoQuestionsTheSame(String message) {
    Faq shop =
        new Faq(
            List.of(
                new Faq.Entry(List.of("How much is delivery?", "运费多少钱？", "多久送到？"), "Five euros."),
                new Faq.Entry(
                    List.of("Can I return it?", "How long is the warranty?", "可以退货吗？"),
                    "Within 30 days.")));
    assertThat(read(message, shop, NONE)).as(message).isEmpty();
    assertThat(asides.byMeaning(message, MessageLanguage.of(message), shop, Fixtures.SHOP, NONE))
        .as(message)
        .isEmpty();
  }

  /** Columns: what is asked of the shop; the answer. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "can I return shoes that do not fit?; Within 30 days.",
        "can I send it back, I mean return it; Within 30 days.",
        "能退货吗; Within 30 days.",
        "how much is delivery to Vienna?; Five euros.",
        "wie lange dauert die Lieferung nach Wien?; Fünf Tage.",
        "can I pay with shells?; I can only tell"
      })
  void theShopIsKnownToBeAsked(String message, String answer) {
    Faq shop =
        new Faq(
            List.of(
                new Faq.Entry(List.of("How much is delivery?"), "Five euros."),
                new Faq.Entry(List.of("Wie lange dauert die Lieferung?"), "Fünf Tage."),
                new Faq.Entry(List.of("Can I return it?", "可以退货吗？"), "Within 30 days.")));

    assertThat(read(message, shop, NONE).orElseThrow().text()).startsWith(answer);
  }

  @Test
  void whatIsUsualIsToldInTheLanguageOfTheMessage() {
    List<String> usual = new ArrayList<>();
    Asides.Meaning none =
        (message, questions, unrelated) -> {
          usual.addAll(unrelated);
          return OptionalInt.empty();
        };
    asides.byMeaning("这是哪里来的？", MessageLanguage.of("这是哪里来的？"), FAQ, Fixtures.SHOP, none);
    assertThat(usual).hasSizeGreaterThan(10).allMatch(text -> text.matches(".*\\p{IsHan}.*"));
    usual.clear();
    asides.byMeaning(
        "where is it from?", MessageLanguage.of("where is it from?"), FAQ, Fixtures.SHOP, none);
    assertThat(usual).hasSizeGreaterThan(10).noneMatch(text -> text.matches(".*\\p{IsHan}.*"));
  }

  @Test
  void noStatementIsAQuestionOfTheShop() {
    Asides.Meaning first = (message, questions, unrelated) -> OptionalInt.of(0);
    assertThat(
            asides.byMeaning(
                "不只是黑色，别的颜色也可以，笔记本电脑",
                MessageLanguage.of("不只是黑色，别的颜色也可以，笔记本电脑"),
                FAQ,
                Fixtures.SHOP,
                first))
        .isEmpty();
    assertThat(
            asides.byMeaning("便宜一点的也可以", MessageLanguage.of("便宜一点的也可以"), FAQ, Fixtures.SHOP, first))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "what did I look at last time?; SEEN",
        "which films have I seen here?; SEEN",
        "show me what I looked at yesterday; SEEN",
        "what did I buy last time?; HAD",
        "my last orders; HAD",
        "which films did I like?; LIKED",
        "was habe ich mir zuletzt angesehen?; SEEN",
        "Was hab ich schon bestellt?; HAD",
        "welche Filme haben mir gefallen?; LIKED",
        "我上次看过什么？; SEEN",
        "我买过哪些东西; HAD",
        "我喜欢过哪些电影？; LIKED",
        "what did I look like as a child?; ",
        "what do I look at first when buying boots?; ",
        "what have you looked at?; ",
        "我看过的最好的电影; ",
      })
  void peopleAskWhatTheyDidHere(String message, Asides.Past past) {
    assertThat(asides.past(message, MessageLanguage.of(message)))
        .isEqualTo(Optional.ofNullable(past));
  }

  @Test
  void whatPeopleDidIsToldByTitles() {
    assertThat(asides.remembered(Asides.Past.SEEN, List.of("Heat", "Ran"), Language.ENGLISH))
        .isEqualTo("You last looked at “Heat”, “Ran”.");
    for (Asides.Past past : Asides.Past.values()) {
      for (Language language : List.of(Language.ENGLISH, Language.GERMAN, Language.CHINESE)) {
        assertThat(asides.remembered(past, List.of("Heat", "Ran"), language))
            .contains("Heat", "Ran");
        assertThat(asides.remembered(past, List.of(), language)).isNotBlank();
      }
    }
  }

  /** A value goes on with the search, however near a model of another language finds it. */
  @ParameterizedTest
  @CsvSource({"und in schwarz?, GERMAN", "in Grau?, GERMAN", "and in black?, ENGLISH"})
  void aValueIsNoQuestionOfTheShop(String message, Language language) {
    Asides.Meaning first = (text, questions, usual) -> OptionalInt.of(0);
    assertThat(asides.byMeaning(message, language, FAQ, Fixtures.SHOP, first)).isEmpty();
    assertThat(asides.byMeaning("und der Versand?", Language.GERMAN, FAQ, Fixtures.SHOP, first))
        .isPresent();
    assertThat(asides.byMeaning("who mends jackets?", Language.ENGLISH, FAQ, Fixtures.SHOP, first))
        .isPresent();
  }

  @Test
  void andThenByMeaning() {
    Asides.Meaning third = (message, questions, unrelated) -> OptionalInt.of(questions.size() - 1);
    assertThat(read("what is your refund policy?", FAQ, third).orElseThrow().text())
        .isEqualTo("Within 30 days.");
    assertThat(
            asides.byMeaning(
                "may I bring back what I bought?",
                MessageLanguage.of("may I bring back what I bought?"),
                FAQ,
                Fixtures.SHOP,
                third))
        .isPresent();
    assertThat(
            asides.byMeaning(
                "red shoes", MessageLanguage.of("red shoes"), FAQ, Fixtures.SHOP, third))
        .isEmpty();
    assertThat(
            asides.byMeaning(
                "do you have travel bags?",
                MessageLanguage.of("do you have travel bags?"),
                FAQ,
                Fixtures.SHOP,
                third))
        .isEmpty();
    assertThat(
            asides.byMeaning(
                "may I bring back what I bought?",
                MessageLanguage.of("may I bring back what I bought?"),
                Faq.NONE,
                Fixtures.SHOP,
                third))
        .isEmpty();
  }

  @Test
  void saysNoToWhatIsNotSold() {
    assertThat(
            asides
                .none("do you sell bicycles?", MessageLanguage.of("do you sell bicycles?"), false)
                .orElse(""))
        .contains("bicycles");
    assertThat(asides.none("你们卖自行车吗？", MessageLanguage.of("你们卖自行车吗？"), false).orElse(""))
        .contains("自行车");
    assertThat(
            asides.none(
                "do you have unicycles?", MessageLanguage.of("do you have unicycles?"), true))
        .isPresent();
    assertThat(
            asides.none(
                "do you have something for my mum?",
                MessageLanguage.of("do you have something for my mum?"),
                false))
        .isEmpty();
    assertThat(asides.none("bicycles", MessageLanguage.of("bicycles"), true)).isEmpty();
  }

  @Test
  void longAndHostileMessagesAreReadInLittleTime() {
    assertThat(said("you are so ".repeat(300))).isEmpty();
    assertThat(said("you are so ".repeat(18))).isEmpty();
    assertThat(said("how " + "delivery ".repeat(20))).isNotNull();
    assertThat(said("and ".repeat(1_000))).isEmpty();
  }

  @Test
  void takesBackWhatWasStated() {
    List<String> stated = List.of("Western", "Horror");
    Asides.Forgotten westerns =
        asides
            .forgotten(
                "Forget that I like westerns.",
                MessageLanguage.of("Forget that I like westerns."),
                stated)
            .orElseThrow();
    assertThat(westerns.value()).contains("Western");
    assertThat(westerns.reply()).contains("Forgotten", "Western");
    assertThat(
            asides
                .forgotten(
                    "I don't hate horror any more",
                    MessageLanguage.of("I don't hate horror any more"),
                    stated)
                .orElseThrow()
                .value())
        .contains("Horror");
    assertThat(
            asides
                .forgotten("忘掉我喜欢Western", MessageLanguage.of("忘掉我喜欢Western"), stated)
                .orElseThrow()
                .value())
        .contains("Western");
    Asides.Forgotten never =
        asides
            .forgotten(
                "forget that I love opera", MessageLanguage.of("forget that I love opera"), stated)
            .orElseThrow();
    assertThat(never.value()).isEmpty();
    assertThat(never.reply()).contains("never told me about “opera”");
    assertThat(asides.forgotten("forget the year", MessageLanguage.of("forget the year"), stated))
        .isEmpty();
    assertThat(
            asides
                .forgotten(
                    "I no longer like westerns",
                    MessageLanguage.of("I no longer like westerns"),
                    stated)
                .orElseThrow()
                .value())
        .contains("Western");
    assertThat(asides.forgotten("I like westerns", MessageLanguage.of("I like westerns"), stated))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I don't like it any more",
        "I don't like comedies any more",
        "I no longer love opera",
        "我不再喜欢歌剧",
        "我已经不爱看喜剧了"
      })
  void whatWasNeverStatedIsAnOpinionToday(String message) {
    assertThat(asides.forgotten(message, MessageLanguage.of(message), List.of("Western")))
        .as(message)
        .isEmpty();
  }
}

package org.chatrec.conversation.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.text.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoodsTests {
  private final Moods moods = new Moods();

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "I'm sad, cheer me up; sorry; uplifting heartwarming",
        "i am so bored today; about that; exciting adventure",
        "I’m really tired. Show me a comedy; easy; Show me a comedy",
        "I feel down, and a musical would help; sorry; a musical would help",
        "cheer me up, bad day; sorry; uplifting heartwarming",
        "I had a really rough day at work. Show me a comedy; sorry; Show me a comedy",
        "我很难过，推荐点什么吧; 暖心; 温馨 治愈",
        "今天真糟糕，推荐点什么吧; 暖心; 温馨 治愈",
        "今天好累，想看喜剧; 辛苦; 想看喜剧",
      })
  void aMoodIsAcknowledgedAndNotSearchedFor(String message, String says, String wish) {
    Moods.Mood mood = moods.of(message, MessageLanguage.of(message), true).orElseThrow();
    assertThat(mood.acknowledgement()).contains(says);
    assertThat(mood.wish()).isEqualTo(wish);
    assertThat(mood.said()).isEqualTo(message.contains(wish));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "something cosy for a rainy evening; uplifting heartwarming",
        "a cold winter night with a good film; uplifting heartwarming",
        "it's raining outside, I want to watch something; uplifting heartwarming",
        "I want to see something relaxing after a hard day at work; light-hearted comedy",
        "a feel-good movie; uplifting heartwarming",
        "my grandmother died, I need something comforting; uplifting heartwarming",
        "I have the flu; uplifting heartwarming",
        "nothing too heavy, we've had a long day; light-hearted comedy",
        "something for a first date; romantic",
        "a film for girls' night; fun comedy",
        "it's raining, I want a heist film; I want a heist film",
        "a thriller for the flight; a thriller",
        "something fun with friends on saturday night; fun comedy",
        "a heist film for a rainy evening; a heist film",
        "Etwas Gemütliches für einen verregneten Abend; uplifting heartwarming",
        "ein guter Film für einen langen Winterabend; uplifting heartwarming",
        "Meine Oma ist gestorben, ich brauche etwas Tröstliches; uplifting heartwarming",
        "etwas Romantisches für den Valentinstag; romantic",
        "einen Krimi für einen kalten Abend; einen Krimi",
        "下雨天想看点温馨的; 温馨 治愈",
        "下雨天想看科幻片; 想看科幻片",
        "看完让人开心的电影; 温馨 治愈",
        "有什么适合和女朋友一起看的电影; 浪漫",
        "令人愉快的片子; 温馨 治愈",
        "推荐一部适合约会的电影; 浪漫",
      })
  void theHourAndTheToneOfAStoryAreWishesInTheWordsOfTexts(String message, String wish) {
    Language language = MessageLanguage.of(message);
    Moods.Mood mood = moods.of(message, language, true).orElseThrow();
    assertThat(mood.wish()).isEqualTo(wish);
    assertThat(mood.said()).isEqualTo(message.contains(wish));
  }

  /** Who wants a jacket for it means the rain. */
  @ParameterizedTest
  @ValueSource(
      strings = {"something cosy for a rainy evening", "shoes for a cold winter night", "下雨天穿的鞋"})
  void inAShopTheWeatherIsMeant(String message) {
    assertThat(moods.of(message, MessageLanguage.of(message), false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a sad film",
        "a film about a rainy day in London",
        "Snakes on a Plane",
        "who directed Snakes on a Plane?",
        "A Hard Day's Night",
        "films like A Hard Day's Night",
        "It's raining men",
        "a film about a bad day",
        "a film about a trip with friends",
        "a film about a plan for a rainy day",
        "a man who falls out with friends over money",
        "a thriller on a plane",
        "a murder at a party",
        "a hijacking during a flight",
        "a woman stranded in a snowy night",
        "a heist on a saturday night",
        "a man has an affair with my wife",
        "stories about a first date gone wrong",
        "ein Film über einen Abend zu zweit",
        "ein Film über eine Reise mit Freunden",
        "ein Mord in einer stürmischen Nacht",
        "一部关于约会的电影",
        "关于和朋友旅行的电影",
        "雨夜里的谋杀案",
        "发生在雨夜的悬疑片",
        "讲周末露营的电影",
        "一个和女朋友分手的故事",
        "a murder on a train",
        "The Night of the Hunter",
        "ein Film über einen Winter in Berlin",
        "I am sad that it is sold out and want to know when it is back",
        "I'm looking for a sad song",
        "films about a bored detective",
        "tired of comedies",
        "悲伤的电影"
      })
  void whatIsNoMoodIsLeftAlone(String message) {
    assertThat(moods.of(message, MessageLanguage.of(message), true)).as(message).isEmpty();
  }

  @Test
  void longMessagesAreReadInLittleTime() {
    assertThat(moods.of("i'm so so so " + "very ".repeat(30) + "x", Language.ENGLISH, true))
        .isEmpty();
  }
}

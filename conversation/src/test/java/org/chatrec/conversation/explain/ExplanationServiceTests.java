package org.chatrec.conversation.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatrec.conversation.llm.ScriptedLlmServer.says;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatrec.conversation.language.MessageLanguage;
import org.chatrec.conversation.llm.Deadline;
import org.chatrec.conversation.llm.Degraded;
import org.chatrec.conversation.llm.DegradedReason;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.ScriptedLlmServer;
import org.chatrec.conversation.llm.Stage;
import org.chatrec.conversation.llm.TokenCount;
import org.chatrec.conversation.plan.Filter;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.state.ShownItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Explanations say nothing that the item does not support, whoever writes them. */
class ExplanationServiceTests {
  private static final ShownItem ALIEN =
      new ShownItem(
          "f1", "Alien", Map.of("year", 1979, "genres", List.of("Horror", "Science Fiction")));
  private static final HitFacts HIT =
      new HitFacts(
          ALIEN,
          Map.of("lexical", 0.3, "popularity", 0.1),
          List.of(
              new Reason("because_you_liked", Map.of("title", "Blade Runner", "similarity", 0.8))),
          List.of(
              new Filter("genres", Op.EQ, "Horror"),
              new Filter("year", Op.LT, 1990),
              new Filter("genres", Op.NOT, "Comedy")),
          Map.of(
              "overview",
              List.of("a tense hunt aboard a spaceship, told at its own pace until the end")),
          "tense spaceship");

  private final ScriptedLlmServer server = new ScriptedLlmServer(says("{}"));
  private final LlmClient client = server.client(server.settings(Duration.ofMillis(1500), 2));

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void templateSaysWhatHolds() {
    Explanation explanation =
        new TemplateExplainer().explain(HIT, MessageLanguage.of("a tense horror film"));

    assertThat(explanation.text())
        .isEqualTo(
            "As you asked: Horror, from 1979. As you wished, it is not Comedy."
                + " Its overview mentions “tense” and “spaceship”:"
                + " “a tense hunt aboard a spaceship, told at its own pace until the end”."
                + " It is close to “Blade Runner”, which you liked.");
    assertThat(explanation.evidence())
        .containsExactly(
            new Evidence("genres", "Horror"),
            new Evidence("year", "1979"),
            new Evidence(
                "overview", "a tense hunt aboard a spaceship, told at its own pace until the end"));
  }

  @Test
  void templateSpeaksChinese() {
    assertThat(new TemplateExplainer().explain(HIT, MessageLanguage.of("紧张的恐怖片")).text())
        .isEqualTo(
            "符合您的要求：恐怖，1979年。按您的意思，类型不是喜剧。"
                + "简介提到“tense”、“spaceship”：“a tense hunt aboard a spaceship, told at its own pace until the end”。"
                + "与您喜欢的“Blade Runner”相近。");
  }

  @Test
  void templateDoesNotBelieveFiltersThatTheItemDoesNotMeet() {
    List<Filter> claimed =
        List.of(
            new Filter("genres", Op.EQ, "Comedy"),
            new Filter("year", Op.GTE, 1990),
            new Filter("genres", Op.NOT, "Horror"),
            new Filter("director", Op.EQ, "X"));
    HitFacts hit = new HitFacts(ALIEN, Map.of(), List.of(), claimed, Map.of(), "");
    Explanation explanation = new TemplateExplainer().explain(hit, MessageLanguage.of("hello"));

    assertThat(explanation.text())
        .doesNotContain("Comedy", "1990", "Horror", "X")
        .contains("nothing in it stands out");
    assertThat(explanation.evidence()).isEmpty();
  }

  /** A query that a model wrote has them whatever the language of the message. */
  @Test
  void functionWordsAreNotQuoted() {
    HitFacts hit =
        new HitFacts(
            ALIEN,
            Map.of(),
            List.of(),
            List.of(),
            HIT.matchedText(),
            "the hunt and its end with all that was told");
    assertThat(new TemplateExplainer().explain(hit, MessageLanguage.of("紧张的")).text())
        .contains("“hunt”、“told”、“end”")
        .doesNotContain("“and”", "“its”", "“the”");
  }

  private ExplainOutcome choice(String answer, int candidates, Wanted wanted) {
    List<HitFacts> hits =
        java.util.stream.IntStream.rangeClosed(1, candidates)
            .mapToObj(
                i ->
                    new HitFacts(
                        new ShownItem("id" + i, "Film " + i, Map.of("year", 1980 + i)),
                        Map.of(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        "gentle children"))
            .toList();
    server.behave(says(answer));
    return new ExplanationService(() -> Optional.of(client))
        .explain(
            new ExplainRequest(
                "newer ones",
                MessageLanguage.of("newer ones"),
                hits,
                ExplainMode.LLM,
                TokenCount.NONE,
                new Choosing(2, candidates),
                wanted),
            budget());
  }

  private static final Wanted FOR_KIDS = new Wanted(List.of("for my kids"), List.of(), List.of());

  private ExplainOutcome choice(String answer, int candidates) {
    return choice(answer, candidates, FOR_KIDS);
  }

  @Test
  void aModelChoosesInItsOrderAndSeesWhatWasSaidAndSearchedFor() {
    ExplainOutcome outcome =
        choice(
            """
            {"intro":{"text":"Film 3 is the newest of these films, from 1983.","hits":[3]},"fits":true,
             "explanations":[
              {"hit":3,"sentences":[{"text":"Film 3 is from 1983.","cites":[1,2]}]},
              {"hit":1,"sentences":[{"text":"It won an Oscar.","cites":[1]}]},
              {"hit":3,"sentences":[]},{"hit":9,"sentences":[]}]}""",
            4);

    assertThat(outcome.choice().order()).containsExactly(2, 0);
    assertThat(outcome.choice().intro()).contains("newest");
    assertThat(outcome.explainer()).isEqualTo("llm");
    assertThat(outcome.explanations().get(2).text()).isEqualTo("Film 3 is from 1983.");
    assertThat(outcome.explanations().get(0).text()).doesNotContain("Oscar");
    assertThat(server.requests().getLast())
        .contains("gentle children", "for my kids", "1 title: Film 3", "2 year: 1983")
        .doesNotContain("id1");
  }

  @Test
  void aChoiceStandsWhateverBecomesOfItsSentences() {
    ExplainOutcome refused =
        choice(
            """
            {"intro":{"text":"","hits":[]},"fits":true,"explanations":[
              {"hit":3,"sentences":[{"text":"It won an Oscar.","cites":[1]}]},
              {"hit":2,"sentences":[{"text":"It won another Oscar.","cites":[1]}]}]}""",
            4);
    assertThat(refused.choice().order()).containsExactly(2, 1);
    assertThat(refused.explainer()).isEqualTo("template");
    assertThat(refused.degraded())
        .containsExactly(new Degraded(Stage.EXPLAIN, DegradedReason.LLM_INVALID));

    ExplainOutcome wordless =
        choice("{\"fits\":true,\"explanations\":[{\"hit\":4,\"sentences\":[]},{\"hit\":1}]}", 4);
    assertThat(wordless.choice().order()).containsExactly(3, 0);
    assertThat(wordless.degraded()).isEmpty();

    ExplainOutcome nobodys =
        choice("{\"fits\":true,\"explanations\":[{\"hit\":44,\"sentences\":[]}]}", 4);
    assertThat(nobodys.choice().order()).isEmpty();
    assertThat(nobodys.degraded())
        .containsExactly(new Degraded(Stage.EXPLAIN, DegradedReason.LLM_INVALID));
  }

  @Test
  void aModelMaySayThatNothingFits() {
    ExplainOutcome outcome =
        choice("{\"intro\":{\"text\":\"\",\"hits\":[]},\"fits\":false,\"explanations\":[]}", 3);

    assertThat(outcome.choice().nothingFits()).isTrue();
    assertThat(outcome.choice().order()).isEmpty();
    assertThat(outcome.degraded()).isEmpty();
    assertThat(outcome.explainer()).isEqualTo("template");
  }

  @Test
  void whatComesNearestMayBeNamedThoughNothingFits() {
    ExplainOutcome supported =
        choice(
            """
            {"intro":{"text":"Film 2 is from 1982, and Film 1 from 1981.","hits":[2,1,9,2]},
             "fits":false,"explanations":[]}""",
            3);
    assertThat(supported.choice().nearest()).containsExactly(1, 0);
    assertThat(supported.choice().order()).isEmpty();

    ExplainOutcome invented =
        choice(
            """
            {"intro":{"text":"Film 2 won an Oscar.","hits":[2]},"fits":false,"explanations":[]}""",
            3);
    assertThat(invented.choice().nearest()).isEmpty();
    assertThat(invented.choice().intro()).isEmpty();
  }

  /** "Older" than what, within which bounds, and what no field tells. */
  @Test
  void aModelIsToldWhatAMessageIsMeasuredBy() {
    Wanted wanted =
        new Wanted(
            List.of(),
            List.of(new ShownItem("secret7", "Heat", Map.of("year", 1995))),
            List.of("nothing with guns", "not too sad"));
    ExplainOutcome outcome =
        choice(
            """
            {"intro":{"text":"Film 1 is from 1981, older than Heat from 1995.","hits":[1]},
             "fits":true,"untold":["Nothing with guns","made up"],
             "explanations":[{"hit":1,"sentences":[]}]}""",
            2,
            wanted);

    assertThat(server.requests().getLast())
        .contains("title: Heat", "year: 1995", "nothing with guns", "untold")
        .doesNotContain("secret7");
    assertThat(outcome.choice().intro()).contains("older than Heat");
    assertThat(outcome.choice().untold()).containsExactly("nothing with guns");

    // who does not say which of them is told has told of none
    assertThat(
            choice("{\"fits\":true,\"explanations\":[{\"hit\":1}]}", 2, wanted).choice().untold())
        .containsExactly("nothing with guns", "not too sad");
    choice("{\"fits\":true,\"explanations\":[{\"hit\":1}]}", 2);
    assertThat(server.requests().getLast()).doesNotContain("nothing with guns", "title: Heat");
  }

  @Test
  void theConditionsOfASearchAreToldInWords() {
    server.behave(says("{}"));
    explain(ExplainMode.LLM);
    assertThat(server.requests().getLast()).contains("conditions", "not Comedy", "before 1990");
  }

  /** What holds of all hits may be said of them; a number that no condition has may not. */
  @Test
  void whatASearchAsksForMayBeSaidAboveItsHits() {
    assertThat(introduced("All of these are from before 1990.")).contains("before 1990");
    assertThat(introduced("All of these are from before 1985.")).isEmpty();
  }

  private String introduced(String text) {
    server.behave(
        says(
            "{\"intro\":{\"text\":\"%s\",\"hits\":[1]},\"fits\":true,\"explanations\":[]}"
                .formatted(text)));
    return explain(ExplainMode.LLM).choice().intro();
  }

  @Test
  void anIntroThatNothingSupportsIsNotShown() {
    ExplainOutcome outcome =
        choice(
            """
            {"intro":{"text":"Film 2 won 11 Oscars in 1998.","hits":[2]},"fits":true,
             "explanations":[{"hit":2,"sentences":[{"text":"Film 2 is from 1982.","cites":[1,2]}]}]}""",
            3);

    assertThat(outcome.choice().intro()).isEmpty();
    assertThat(outcome.choice().order()).containsExactly(1);
  }

  @Test
  void llmMayRephraseEvidence() {
    server.behave(
        says(
            answer(
                "This horror story from 1979 follows a tense hunt aboard a spaceship.",
                "[2,3,5]")));
    ExplainOutcome outcome = explain(ExplainMode.AUTO);

    assertThat(outcome.explainer()).isEqualTo("llm");
    assertThat(outcome.explanations().getFirst().text()).startsWith("This horror story from 1979");
    assertThat(outcome.explanations().getFirst().evidence())
        .extracting(Evidence::field)
        .containsExactly("genres", "year", "overview");
    assertThat(outcome.tokens()).isEqualTo(new TokenCount(11, 7));
    assertThat(outcome.degraded()).isEmpty();
  }

  @Test
  void sentencesThatEvidenceDoesNotSupportAreDropped() {
    List<String> false_ =
        List.of(
            answer("It is a horror film from 1982.", "[2,3]"), // number
            answer("It won three Oscars as a horror film.", "[2]"), // name
            answer("A horror film by Ridley Scott.", "[2]"), // name
            answer("It is not a horror film.", "[2]"), // denial
            answer("It is a horror masterpiece.", "[2]"), // praise
            answer("A popular horror film.", "[2]"), // praise
            answer("It is a horror film.", "[99]"), // no such evidence
            answer("It is a horror film.", "[]"), // no citation
            answer("It is a horror film.", "[\"2\"]"), // not a number
            answer(
                "A heartwarming family comedy about friendship.", "[2]"), // nothing of the evidence
            answer("It is horror, see https://evil.example/x", "[2]"), // link
            answer("<b>horror</b>", "[2]"), // markup
            answer("It is called “The Thing” in horror.", "[2]"), // quotation
            answer("horror ".repeat(100), "[2]")); // endless
    for (String answer : false_) {
      server.behave(says(answer));
      ExplainOutcome outcome = explain(ExplainMode.AUTO);
      assertThat(outcome.explainer()).as(answer).isEqualTo("template");
      assertThat(outcome.degraded())
          .containsExactly(new Degraded(Stage.EXPLAIN, DegradedReason.LLM_INVALID));
      assertThat(outcome.explanations().getFirst().text()).startsWith("As you asked");
    }
  }

  @Test
  void whatIsSharedAndHowPopularItIsAreSaidInWords() {
    HitFacts hit =
        new HitFacts(
            ALIEN,
            Map.of(),
            List.of(
                new Reason(
                    "because_you_liked",
                    Map.of(
                        "title",
                        "Blade Runner",
                        "shared",
                        Map.of("director", List.of("Ridley Scott")))),
                new Reason("popular", Map.of("rank", 3, "of", 300))),
            List.of(),
            Map.of("director", List.of("Ridley Scott")),
            "films by ridley");
    assertThat(new TemplateExplainer().explain(hit, MessageLanguage.of("films by ridley")).text())
        .isEqualTo(
            "Its director has “Ridley”."
                + " It is close to “Blade Runner”, which you liked (both directed by Ridley Scott)."
                + " It is popular here: number 3 of 300.");
    assertThat(new TemplateExplainer().explain(hit, MessageLanguage.of("雷德利的电影")).text())
        .isEqualTo("导演里有“Ridley”。与您喜欢的“Blade Runner”相近（共同点：Ridley Scott执导）。它在这里很受欢迎，300个中排第3。");
  }

  @Test
  void trueSentencesSurviveFalseNeighbours() {
    server.behave(
        says(
            "{\"explanations\":[{\"hit\":1,\"sentences\":[{\"text\":\"It won an Oscar in 1980.\",\"cites\":[3]},{\"text\":\"It is horror.\",\"cites\":[2]}]},{\"hit\":7,\"sentences\":[]}]}"));
    assertThat(explain(ExplainMode.LLM).explanations().getFirst().text())
        .isEqualTo("It is horror.");
  }

  @Test
  void fallsBackToTemplateWithTheReason() {
    server.behave(ScriptedLlmServer.status(429));
    assertFallback(explain(ExplainMode.AUTO), DegradedReason.LLM_ERROR);
    server.behave(server.silence());
    assertFallback(explain(ExplainMode.LLM), DegradedReason.LLM_TIMEOUT);
    server.behave(says("no JSON"));
    assertFallback(explain(ExplainMode.LLM), DegradedReason.LLM_INVALID);
    assertFallback(
        new ExplanationService(() -> Optional.of(client))
            .explain(request(ExplainMode.LLM), Deadline.after(Duration.ZERO)),
        DegradedReason.BUDGET);
    assertFallback(
        new ExplanationService(Optional::empty).explain(request(ExplainMode.LLM), budget()),
        DegradedReason.LLM_DISABLED);
  }

  @Test
  void withoutAnLlmAutoIsTheTemplateAndNotDegraded() {
    ExplainOutcome outcome =
        new ExplanationService(Optional::empty).explain(request(ExplainMode.AUTO), budget());
    assertThat(outcome.explainer()).isEqualTo("template");
    assertThat(outcome.degraded()).isEmpty();
  }

  @Test
  void noneIsSilentButKeepsThePlaces() {
    ExplainOutcome outcome = explain(ExplainMode.NONE);
    assertThat(outcome.explainer()).isEqualTo("none");
    assertThat(outcome.explanations()).containsExactly(Explanation.NONE);
    assertThat(server.requests()).isEmpty();
  }

  private static void assertFallback(ExplainOutcome outcome, DegradedReason reason) {
    assertThat(outcome.explainer()).isEqualTo("template");
    assertThat(outcome.degraded()).containsExactly(new Degraded(Stage.EXPLAIN, reason));
    assertThat(outcome.explanations()).hasSize(1);
  }

  private static String answer(String sentence, String cites) {
    return "{\"explanations\":[{\"hit\":1,\"sentences\":[{\"text\":\""
        + sentence
        + "\",\"cites\":"
        + cites
        + "}]}]}";
  }

  private ExplainOutcome explain(ExplainMode mode) {
    return new ExplanationService(() -> Optional.of(client)).explain(request(mode), budget());
  }

  private static ExplainRequest request(ExplainMode mode) {
    return new ExplainRequest(
        "a tense horror film",
        MessageLanguage.of("a tense horror film"),
        List.of(HIT),
        mode,
        TokenCount.NONE);
  }

  private static Deadline budget() {
    return Deadline.after(Duration.ofSeconds(30));
  }
}

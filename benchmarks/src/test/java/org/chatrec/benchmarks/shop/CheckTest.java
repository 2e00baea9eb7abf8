package org.chatrec.benchmarks.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chatrec.demo.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNode SHOE =
      json("{'_id':'a','title':'Rain Glide','price':89.95,'size':['38','39'],'waterproof':true}");
  private static final JsonNode TENT =
      json("{'_id':'b','title':'Dome Tent','price':120,'waterproof':false}");

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'title':'rain glide'}",
        "{'title':'~boot|glide'}",
        "{'size':'39'}",
        "{'size':['41','38']}",
        "{'price':{'gte':80,'lt':89.96}}",
        "{'title':{'not':'~tent'}}",
        "{'waterproof':true,'price':89.95}"
      })
  void aProductIsLikeThat(String condition) {
    assertThat(new Condition(json(condition)).holds(SHOE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'title':'rain'}",
        "{'size':'42'}",
        "{'price':{'lte':80}}",
        "{'title':{'not':'~glide'}}",
        "{'battery':{'gte':1}}",
        "{'battery':10}",
        "{'waterproof':true,'price':10}"
      })
  void aProductIsNotLikeThat(String condition) {
    assertThat(new Condition(json(condition)).holds(SHOE)).isFalse();
  }

  private static Optional<String> wrong(String check, String text, JsonNode... shown) {
    return new Check(json(check))
        .wrong(new Reply(text, List.of(), List.of(shown)), List.of(TENT, SHOE));
  }

  @Test
  void anEmptyAnswerPassesNoCheckOfProducts() {
    for (String check :
        List.of(
            "{'all':{'price':{'lte':1000}}}",
            "{'some':{}}",
            "{'first':{}}",
            "{'hits':'some'}",
            "{'sorted':{'price':'asc'}}",
            "{'cheaper_than_before':true}")) {
      assertThat(wrong(check, "")).as(check).isPresent();
    }
    assertThat(wrong("{'hits':'none'}", "")).isEmpty();
    assertThat(wrong("{'none':{'title':'~tent'}}", "")).isEmpty();
  }

  @Test
  void allAreOneAndAll() {
    assertThat(wrong("{'all':{'price':{'lte':130}}}", "", SHOE, TENT)).isEmpty();
    assertThat(wrong("{'all':{'price':{'lte':100}}}", "", SHOE, TENT)).isPresent();
    assertThat(wrong("{'some':{'price':{'lte':100}}}", "", TENT, SHOE)).isEmpty();
    assertThat(wrong("{'first':{'price':{'lte':100}}}", "", TENT, SHOE)).isPresent();
    assertThat(wrong("{'none':{'title':'~tent'}}", "", SHOE, TENT)).isPresent();
    assertThat(wrong("{'sorted':{'price':'asc'}}", "", SHOE, TENT)).isEmpty();
    assertThat(wrong("{'sorted':{'price':'desc'}}", "", SHOE, TENT)).isPresent();
    assertThat(wrong("{'cheaper_than_before':true}", "", SHOE)).isEmpty();
    assertThat(wrong("{'cheaper_than_before':true}", "", TENT)).isPresent();
  }

  @Test
  void whatIsSaidAgreesWithTheField() {
    String first = "{'about':1,'about_field':'waterproof'}";
    assertThat(wrong(first, "No – for “Dome Tent” it says waterproof: no.")).isEmpty();
    assertThat(wrong(first, "Yes, “Dome Tent” is waterproof.")).isPresent();
    assertThat(wrong(first, "Yes, “Rain Glide” is.")).as("another product").isPresent();
    String second = "{'about':2,'about_field':'price'}";
    assertThat(wrong(second, "“Rain Glide” costs €89.95.")).isEmpty();
    assertThat(wrong(second, "“Rain Glide” costs €99.95.")).isPresent();
    assertThat(wrong("{'about':3}", "“Rain Glide”")).as("there is no third").isPresent();
    assertThat(wrong("{'says':'14 (days|tage)'}", "Within 14 Tage.")).isEmpty();
  }

  @Test
  void aPartThatNobodyKnowsIsRefused() {
    assertThatThrownBy(() -> new Check(json("{'every':{}}"))).hasMessageContaining("[every]");
  }

  @Test
  void everyCheckOfTheShopCanBeRead() {
    assertThat(Talk.messages(1)).hasSizeGreaterThanOrEqualTo(300);
    assertThat(Talk.dialogues(1)).hasSizeGreaterThanOrEqualTo(60);
    assertThat(Talk.messages(1).stream().filter(Talk::mayBeLookedAt)).hasSize(150);
  }

  @Test
  void aRightAnswerIsPossible() {
    List<JsonNode> products =
        Dataset.shop().items().stream().map(item -> (JsonNode) item.source()).toList();
    List<String> impossible = new ArrayList<>();
    for (Talk talk :
        IntStream.rangeClosed(1, 5)
            .boxed()
            .flatMap(set -> Stream.of(Talk.messages(set), Talk.dialogues(set)))
            .flatMap(List::stream)
            .toList()) {
      for (Talk.Turn turn : talk.turns()) {
        for (JsonNode condition : turn.check().wanted()) {
          if (products.stream().noneMatch(new Condition(condition)::holds)) {
            impossible.add(talk.id() + " " + condition);
          }
        }
      }
    }
    assertThat(impossible).isEmpty();
  }
}

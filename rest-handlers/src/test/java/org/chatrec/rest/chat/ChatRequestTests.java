package org.chatrec.rest.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.chatrec.catalog.support.Wire;
import org.chatrec.conversation.explain.ExplainMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.test.rest.FakeRestRequest;

class ChatRequestTests {

  private static ChatRequest.Params parse(String body) throws Exception {
    return RestChatHandler.params(
        new FakeRestRequest.Builder(NamedXContentRegistry.EMPTY)
            .withParams(Map.of("catalog", "movies"))
            .withContent(new BytesArray(body), MediaTypeRegistry.JSON)
            .build());
  }

  @ParameterizedTest
  @EnumSource(ExplainMode.class)
  void survivesTheWire(ExplainMode mode) throws Exception {
    ChatRequest.Params all =
        new ChatRequest.Params(
            "wär\n中文", "u42", "s1", 7, mode, true, TimeValue.timeValueMillis(1234), true, "child");
    ChatRequest.Params least =
        new ChatRequest.Params("x", null, null, 1, mode, false, TimeValue.ZERO, false);
    assertThat(Wire.copy(new ChatRequest("movies", "films-1", all), ChatRequest::new).params())
        .isEqualTo(all);
    assertThat(Wire.copy(new ChatRequest("movies", "films-1", least), ChatRequest::new).params())
        .isEqualTo(least);
  }

  @Test
  void readsEveryFieldOfTheContract() throws Exception {
    assertThat(
            parse(
                """
                {"message":"hi","user_id":"u42","session_id":"s1","size":7,"explain":"template",
                 "personalize":false,"time_budget":"1500ms","debug":true,"audience":"child"}"""))
        .isEqualTo(
            new ChatRequest.Params(
                "hi",
                "u42",
                "s1",
                7,
                ExplainMode.TEMPLATE,
                false,
                TimeValue.timeValueMillis(1500),
                true,
                "child"));
    assertThat(parse("{\"message\":\"hi\"}"))
        .isEqualTo(
            new ChatRequest.Params(
                "hi", null, null, 5, ExplainMode.AUTO, true, TimeValue.timeValueSeconds(8), false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|[message]",
        "{'message':' '}|[message]",
        "{'message':'x','size':0}|[size] must be a whole number from 1 to 50",
        "{'message':'x','size':51}|[size]",
        "{'message':'x','explain':'AUTO'}|[explain] must be one of [auto, llm, template, none",
        "{'message':'x','audience':''}|[audience] must be a non-empty string",
        "{'message':'x','time_budget':'8'}|time_budget",
        "{'message':'x','time_budget':'soon'}|time_budget",
        "{'message':'x','time_budget':'1ms'}|[time_budget] must be from 100ms to 2m",
        "{'message':'x','time_budget':'1d'}|[time_budget] must be from 100ms to 2m",
        "{'message':'x','time_budget':8}|[time_budget]",
        "{'message':'x','personalise':true}|unknown field [personalise]"
      })
  void badFieldsAreNamed(String body, String part) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(body.replace('\'', '"')))
        .withMessageContaining(part);
  }

  @Test
  void aMessageHasAtMost4000Characters() throws Exception {
    assertThat(parse("{\"message\":\"" + "x".repeat(4000) + "\"}").message()).hasSize(4000);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse("{\"message\":\"" + "x".repeat(4001) + "\"}"))
        .withMessageContaining("[message] must have at most 4000");
  }
}

package org.chatrec.conversation.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.chatrec.conversation.llm.ScriptedLlmServer.completion;
import static org.chatrec.conversation.llm.ScriptedLlmServer.raw;
import static org.chatrec.conversation.llm.ScriptedLlmServer.refuses;
import static org.chatrec.conversation.llm.ScriptedLlmServer.says;
import static org.chatrec.conversation.llm.ScriptedLlmServer.send;

import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that speak the protocol in ways of their own, and what they are heard to say. */
class ServerDialectTests {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final LlmRequest REQUEST =
      new LlmRequest(
          "system",
          "the person wrote a rather private sentence",
          JsonSchema.builder()
              .name("plan")
              .rootElement(JsonObjectSchema.builder().addStringProperty("a").build())
              .build(),
          100);

  private final ScriptedLlmServer server = new ScriptedLlmServer(says("hello"));

  @AfterEach
  void close() {
    server.close();
  }

  private LlmClient client() {
    return server.client(
        server.settings(LONG, 4).withLimits(new LlmLimits(4, 100_000, 0, 2, LONG)));
  }

  private static LlmReply chat(LlmClient client) throws LlmException {
    return client.chat(REQUEST, Deadline.after(LONG));
  }

  private static LlmException failure(LlmClient client) {
    LlmException failure = catchThrowableOfType(LlmException.class, () -> chat(client));
    assertThat(failure).isNotNull();
    return failure;
  }

  private static boolean sends(String request, String parameter) {
    return request.contains("\"" + parameter + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':{'message':'max_tokens is not taken by this model, send max_completion_tokens','code':'unsupported_parameter','param':'max_tokens'}}",
        "{'error':{'message':'Unsupported parameter: `max_tokens`.','type':'invalid_request_error','param':null,'code':null}}",
        "{'detail':[{'type':'extra_forbidden','loc':['body','max_tokens'],'msg':'Extra inputs are not permitted'}]}",
        "{'object':'error','message':{'detail':[{'type':'extra_forbidden','loc':['body','max_tokens'],'msg':'no'}]}}",
        "{'error':'max_tokens: unknown'}"
      })
  void aLimitOfAnotherNameIsFoundAndRemembered(String error) throws Exception {
    server.behave(
        (request, socket) -> {
          boolean refused = sends(request, "max_tokens");
          send(socket, refused ? 400 : 200, refused ? error.replace('\'', '"') : completion("ok"));
        });
    try (LlmClient client = client()) {
      assertThat(chat(client).text()).isEqualTo("ok");
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().getLast()).contains("\"max_completion_tokens\"", "json_schema");
      assertThat(chat(client).text()).isEqualTo("ok");
      assertThat(server.requests()).hasSize(3);
    }
  }

  /** Neither the limit's usual name, nor a temperature, nor a schema: four calls once, then one. */
  @Test
  void severalRefusalsAreLearnedInOneCallAndKnownToTheNextClient() throws Exception {
    server.behave(
        (request, socket) -> {
          String wrong =
              sends(request, "temperature")
                  ? "temperature"
                  : sends(request, "max_tokens")
                      ? "max_tokens"
                      : sends(request, "response_format") ? "response_format" : "";
          String error = "{\"error\":{\"param\":\"" + wrong + "\",\"message\":\"no\"}}";
          send(socket, wrong.isEmpty() ? 200 : 400, wrong.isEmpty() ? completion("ok") : error);
        });
    LlmSettings settings = server.settings(LONG, 4);
    TokenWindow hour = new TokenWindow(System::currentTimeMillis);
    Dialects dialects = new Dialects();
    for (int calls : List.of(4, 5)) {
      LlmNetwork network = new LlmNetwork(Destinations.ANY, null);
      try (LlmClient client = new LlmClient(settings, network, hour, dialects)) {
        assertThat(chat(client).text()).isEqualTo("ok");
        assertThat(server.requests()).hasSize(calls);
      }
    }
  }

  @Test
  void aServerThatRefusesEverythingIsAskedABoundedNumberOfTimes() {
    for (String param :
        List.of("max_tokens", "max_completion_tokens", "temperature", "model", "")) {
      int before = server.requests().size();
      server.behave(refuses(400, "{\"error\":{\"message\":\"no\",\"param\":\"" + param + "\"}}"));
      try (LlmClient client = client()) {
        assertThat(failure(client).reason()).isEqualTo(DegradedReason.LLM_ERROR);
      }
      assertThat(server.requests().size() - before).as(param).isBetween(2, 6);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':{'message':'blocked by the content policy','code':'content_filter'}}",
        "{'error':{'message':'no','code':'content_filter','innererror':{'code':'ResponsibleAIPolicyViolation'}}}",
        "{'error':{'message':'Your input was flagged by moderation','code':403}}"
      })
  void aPromptRefusedByPolicyIsSentOnceAndDoesNotCount(String error) throws Exception {
    onceAndUncounted(error, Detail.POLICY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'error':{'message':'the context of 1024 tokens is exceeded','code':'context_length_exceeded'}}",
        "{'error':{'code':400,'message':'the request exceeds the available context size','type':'exceed_context_size_error'}}",
        "{'object':'error','message':'max_tokens is too large: the maximum context length is 512','type':'BadRequestError','code':400}"
      })
  void aPromptThatIsTooLongIsSentOnceAndDoesNotCount(String error) throws Exception {
    onceAndUncounted(error, Detail.PROMPT_TOO_LONG);
  }

  private void onceAndUncounted(String error, Detail detail) throws Exception {
    server.behave(refuses(400, error.replace('\'', '"')));
    try (LlmClient client = client()) {
      for (int calls = 1; calls <= 4; calls++) {
        LlmException failure = failure(client);
        assertThat(failure.reason()).isEqualTo(DegradedReason.LLM_ERROR);
        assertThat(failure.detail()).contains(detail);
        assertThat(server.requests()).hasSize(calls);
      }
      assertThat(client.figures()).containsEntry("breaker", "closed");
      server.behave(says("harmless"));
      assertThat(chat(client).text()).isEqualTo("harmless");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'choices':[{'index':0,'finish_reason':'content_filter','message':{'role':'assistant','content':''}}]}",
        "{'choices':[{'index':0,'finish_reason':'stop','message':{'role':'assistant','content':null,'refusal':'I cannot'}}]}"
      })
  void aRefusalWithStatus200IsPolicyToo(String body) {
    server.behave(raw(body.replace('\'', '"')));
    try (LlmClient client = client()) {
      assertThat(failure(client).detail()).contains(Detail.POLICY);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void whatTheServerSaysIsShownWithoutThePromptAndWithoutTheKey() {
    server.behave(
        refuses(
            401,
            "{\"error\":{\"message\":\"key secret-key is unknown; you sent: the person wrote a rather private sentence\",\"code\":\"invalid_api_key\"}}"));
    try (LlmClient client = client()) {
      LlmException failure = failure(client);
      String shown = failure.debug().toString();
      assertThat(shown).contains("invalid_api_key", "is unknown", "401");
      assertThat(shown).doesNotContain("secret-key", "private sentence", "rather");
      assertThat(client.figures().get("last_error").toString()).contains("invalid_api_key");
      assertThat(failure.getMessage()).doesNotContain("unknown");
    }
  }

  @Test
  void aCutAnswerSaysSo() throws Exception {
    server.behave(raw(completion("{\"a\":").replace("\"stop\"", "\"length\"")));
    try (LlmClient client = client()) {
      LlmReply reply = chat(client);
      assertThat(reply.cut()).isTrue();
      assertThat(reply.tokens()).isEqualTo(new TokenCount(11, 7));
    }
  }

  @Test
  void argumentsOfAToolMayBeAnObject() throws Exception {
    server.behave(
        (request, socket) ->
            send(
                socket,
                sends(request, "response_format") ? 400 : 200,
                """
                {"choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
                 "tool_calls":[{"id":"","type":"","function":{"name":"plan","arguments":{"a":{"b":[1,"x"]}}}}]}}]}"""));
    try (LlmClient client = client()) {
      assertThat(chat(client).text()).isEqualTo("{\"a\":{\"b\":[1,\"x\"]}}");
    }
  }

  @Test
  void contentInPartsIsReadAsOne() throws Exception {
    server.behave(
        raw(
            """
            {"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant",
             "content":[{"type":"text","text":"one "},{"type":"text","text":"two"}]}}]}"""));
    try (LlmClient client = client()) {
      assertThat(chat(client).text()).isEqualTo("one two");
    }
  }

  @Test
  void hostsThatDoNotResolveAreErrorsThatTheBreakerCounts() {
    LlmSettings nowhere =
        LlmSettings.openAi(
            "http://no-such-host.invalid/v1", "m", LONG, new LlmLimits(4, 100_000, 0, 2, LONG));
    try (LlmClient client = LlmClient.of(nowhere, null)) {
      for (int i = 0; i < 3; i++) {
        assertThat(failure(client).reason()).isEqualTo(DegradedReason.LLM_ERROR);
      }
      assertThat(client.figures()).containsEntry("breaker", "open");
    }
  }

  @Test
  void theKeyGoesToItsHostAndNoOtherIsCalled() throws Exception {
    LlmSettings settings = server.settings(LONG, 1);
    try (LlmClient client = LlmClient.of(settings, "secret-key")) {
      assertThat(chat(client).text()).isEqualTo("hello");
      assertThat(server.heads().getLast()).contains("Authorization: Bearer secret-key");
    }
    ApiKey elsewhere = new ApiKey("secret-key".toCharArray(), List.of(Destination.parse("other")));
    for (Optional<List<Destination>> allowed :
        List.of(
            Optional.<List<Destination>>empty(),
            Optional.of(List.of(Destination.parse("other"))))) {
      LlmNetwork network = new LlmNetwork(new Destinations(allowed, true), elsewhere);
      try (LlmClient client = new LlmClient(settings, network, window(), new Dialects())) {
        int before = server.requests().size();
        assertThat(failure(client).detail()).contains(Detail.HOST_NOT_ALLOWED);
        assertThat(server.requests()).hasSize(before);
        assertThat(client.figures()).containsEntry("breaker", "closed");
      }
    }
  }

  /** What the name stands for when it is called is what counts. */
  @Test
  void aNameOfAPrivateAddressIsNotCalledWhereThatIsDenied() {
    URI real = URI.create(server.baseUrl());
    String named = "http://localhost:" + real.getPort() + "/v1";
    LlmSettings settings = LlmSettings.openAi(named, "m", LONG, LlmLimits.of(1, 10_000));
    LlmNetwork network = new LlmNetwork(new Destinations(Optional.empty(), false), null);
    try (LlmClient client = new LlmClient(settings, network, window(), new Dialects())) {
      assertThat(failure(client).detail()).contains(Detail.HOST_NOT_ALLOWED);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void redirectsAreNotFollowed() {
    try (ScriptedLlmServer other = new ScriptedLlmServer(says("stolen"))) {
      server.behave(
          (request, socket) ->
              socket
                  .getOutputStream()
                  .write(
                      ("HTTP/1.1 307 T\r\nLocation: "
                              + other.baseUrl()
                              + "/chat/completions\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                          .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
      try (LlmClient client = client()) {
        assertThat(failure(client).reason()).isEqualTo(DegradedReason.LLM_ERROR);
        assertThat(other.requests()).isEmpty();
      }
    }
  }

  private static TokenWindow window() {
    return new TokenWindow(System::currentTimeMillis);
  }

  @Test
  void errorsAreReadInWhateverFormTheyCome() {
    Map<String, String> messages =
        Map.of(
            "{\"error\":{\"message\":\"m\"}}", "m",
            "{\"error\":\"m\"}", "m",
            "{\"message\":\"m\",\"code\":400}", "m",
            "{\"detail\":\"m\"}", "m",
            "{\"detail\":[{\"msg\":\"m\",\"loc\":[\"body\",\"top_k\"]}]}", "m",
            "plain words", "plain words",
            "", "",
            "[1]", "",
            "{\"error\":null}", "");
    messages.forEach(
        (body, message) ->
            assertThat(
                    ServerError.read(400, body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .message())
                .as(body)
                .isEqualTo(message));
  }
}

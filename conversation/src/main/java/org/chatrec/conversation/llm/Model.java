package org.chatrec.conversation.llm;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import org.jspecify.annotations.Nullable;

/** One model on one server: a request in one of the forms, and what of the answer is ours. */
final class Model {
  private final ChatModel model;
  private final boolean toolChoice;

  Model(LlmSettings settings, BoundedHttpClient http) {
    BoundedHttpClientBuilder client = new BoundedHttpClientBuilder(http, settings.timeout());
    toolChoice = settings.provider() == Provider.OPENAI;
    model =
        switch (settings.provider()) {
          case OPENAI -> openAi(settings, client);
          case OLLAMA -> ollama(settings, client);
        };
  }

  /** The key is not among it: {@link BoundedHttpClient} sends it where it may go. */
  private static ChatModel openAi(LlmSettings settings, BoundedHttpClientBuilder client) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(client)
        .baseUrl(settings.baseUrl())
        .modelName(settings.model())
        .strictJsonSchema(true)
        .timeout(settings.timeout())
        .maxRetries(0)
        .build();
  }

  private static ChatModel ollama(LlmSettings settings, BoundedHttpClientBuilder client) {
    return OllamaChatModel.builder()
        .httpClientBuilder(client)
        .baseUrl(settings.baseUrl())
        .modelName(settings.model())
        .timeout(settings.timeout())
        .maxRetries(0)
        .build();
  }

  LlmReply ask(LlmRequest request, Dialect dialect) {
    JsonSchema schema = request.schema();
    DefaultChatRequestParameters.Builder<?> parameters = limited(request, dialect);
    if (dialect.temperature()) {
      parameters.temperature(0.0);
    }
    if (schema != null) {
      form(parameters, schema, dialect.form());
    }
    return reply(
        model.chat(
            ChatRequest.builder()
                .messages(SystemMessage.from(request.system()), UserMessage.from(request.user()))
                .parameters(parameters.build())
                .build()),
        schema);
  }

  private static DefaultChatRequestParameters.Builder<?> limited(
      LlmRequest request, Dialect dialect) {
    return dialect.completionTokens()
        ? OpenAiChatRequestParameters.builder().maxCompletionTokens(request.maxOutputTokens())
        : DefaultChatRequestParameters.builder().maxOutputTokens(request.maxOutputTokens());
  }

  private void form(
      DefaultChatRequestParameters.Builder<?> chat, JsonSchema schema, AnswerForm form) {
    switch (form) {
      case SCHEMA ->
          chat.responseFormat(
              ResponseFormat.builder().type(ResponseFormatType.JSON).jsonSchema(schema).build());
      case TOOL -> {
        chat.toolSpecifications(
            ToolSpecification.builder()
                .name(schema.name())
                .description("Takes the answer.")
                .parameters((JsonObjectSchema) schema.rootElement())
                .build());
        if (toolChoice) {
          chat.toolChoice(ToolChoice.REQUIRED);
        }
      }
      case TEXT -> {
        // the instructions describe the form
      }
    }
  }

  /** A call of any tool but ours is no answer: nothing is ever executed. */
  private static LlmReply reply(ChatResponse response, @Nullable JsonSchema schema) {
    AiMessage message = response.aiMessage();
    if (response.finishReason() == FinishReason.CONTENT_FILTER) {
      throw new ContentFilteredException("the server ended its answer");
    }
    String text = message.text() == null ? "" : message.text();
    if (schema != null && message.hasToolExecutionRequests()) {
      text =
          message.toolExecutionRequests().stream()
              .filter(call -> schema.name().equals(call.name()))
              .map(ToolExecutionRequest::arguments)
              .findFirst()
              .orElse("");
    }
    return new LlmReply(
        text, tokens(response.tokenUsage()), response.finishReason() == FinishReason.LENGTH);
  }

  private static TokenCount tokens(@Nullable TokenUsage usage) {
    return usage == null
        ? TokenCount.NONE
        : new TokenCount(count(usage.inputTokenCount()), count(usage.outputTokenCount()));
  }

  private static long count(@Nullable Integer tokens) {
    return tokens == null ? 0 : tokens;
  }
}

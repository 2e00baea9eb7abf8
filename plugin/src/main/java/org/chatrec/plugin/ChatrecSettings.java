package org.chatrec.plugin;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.chatrec.conversation.llm.ApiKey;
import org.chatrec.conversation.llm.Destination;
import org.chatrec.conversation.llm.Destinations;
import org.chatrec.conversation.llm.LlmLimits;
import org.chatrec.conversation.llm.LlmNetwork;
import org.chatrec.conversation.llm.LlmSettings;
import org.chatrec.conversation.llm.Provider;
import org.chatrec.embedding.Device;
import org.chatrec.embedding.EmbeddingOptions;
import org.chatrec.embedding.QueueOptions;
import org.chatrec.people.privacy.Pseudonyms;
import org.chatrec.people.profile.UserFrom;
import org.chatrec.rest.chat.TransportChatAction;
import org.chatrec.rest.operations.HandOverOptions;
import org.opensearch.common.settings.SecureSetting;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Setting.Property;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.MemorySizeValue;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.util.concurrent.OpenSearchExecutors;
import org.opensearch.core.common.settings.SecureString;
import org.opensearch.core.common.unit.ByteSizeValue;
import org.opensearch.env.Environment;
import org.opensearch.monitor.jvm.JvmInfo;

/**
 * Every setting, and what they say together. A bad value is refused where it is given: at start, or
 * by the update.
 */
final class ChatrecSettings {

  /** Where models run: {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:n}. */
  static final Setting<Device> DEVICE =
      new Setting<>(
          "chatrec.embedding.device", "auto", ChatrecSettings::device, Property.NodeScope);

  /** Folder of models beside those in the zip; empty for {@code config/chatrec/models}. */
  static final Setting<String> MODELS_PATH =
      Setting.simpleString("chatrec.embedding.models.path", Property.NodeScope);

  /** Tokens per run of a model, padding included; 0 for what the device does best. */
  static final Setting<Integer> BATCH_TOKENS =
      Setting.intSetting("chatrec.embedding.batch.tokens", 0, 0, 1 << 20, Property.NodeScope);

  /** How long a search waits for a cross-encoder before it goes on without. */
  static final Setting<TimeValue> RERANK_TIMEOUT =
      Setting.timeSetting(
          "chatrec.rerank.timeout",
          TimeValue.timeValueSeconds(1),
          TimeValue.timeValueMillis(10),
          TimeValue.timeValueMinutes(1),
          Property.NodeScope);

  /** How long a run of a model that is not full waits for more documents. */
  static final Setting<TimeValue> BATCH_WAIT =
      Setting.timeSetting(
          "chatrec.embedding.batch.wait",
          TimeValue.ZERO,
          TimeValue.ZERO,
          TimeValue.timeValueSeconds(1),
          Property.NodeScope);

  /** Memory for vectors of texts that were embedded before: bytes, or a share of the heap. */
  static final Setting<ByteSizeValue> CACHE_SIZE =
      new Setting<>(
          "chatrec.embedding.cache.size",
          "2%",
          ChatrecSettings::shareOfTheHeap,
          Property.NodeScope);

  /** Whether a node without a GPU hands documents to nodes that have one. */
  static final Setting<Boolean> HAND_OVER =
      Setting.boolSetting(
          "chatrec.embedding.hand_over.enabled", true, Property.NodeScope, Property.Dynamic);

  /** How long a node with a GPU may take before the texts are embedded here. */
  static final Setting<TimeValue> HAND_OVER_TIMEOUT =
      Setting.timeSetting(
          "chatrec.embedding.hand_over.timeout",
          TimeValue.timeValueSeconds(5),
          TimeValue.timeValueMillis(10),
          TimeValue.timeValueMinutes(5),
          Property.NodeScope,
          Property.Dynamic);

  /** How long a node that did not embed is left alone. */
  static final Setting<TimeValue> HAND_OVER_BACK_OFF =
      Setting.timeSetting(
          "chatrec.embedding.hand_over.back_off",
          TimeValue.timeValueSeconds(30),
          TimeValue.ZERO,
          TimeValue.timeValueHours(1),
          Property.NodeScope,
          Property.Dynamic);

  /** Requests of up to 64 texts that a node with a GPU may owe this one an answer to. */
  static final Setting<Integer> HAND_OVER_OUTSTANDING =
      Setting.intSetting(
          "chatrec.embedding.hand_over.max_outstanding",
          16,
          1,
          1_000,
          Property.NodeScope,
          Property.Dynamic);

  /**
   * Who understands and explains: {@code none}, {@code openai} (any compatible server) or {@code
   * ollama}.
   */
  static final Setting<LlmProvider> LLM_PROVIDER =
      new Setting<>(
          "chatrec.llm.provider", "none", LlmProvider::parse, Property.NodeScope, Property.Dynamic);

  /**
   * The LLM server's address: for {@code openai} up to and including the version, as {@code
   * http://localhost:8000/v1}; for {@code ollama} without a path.
   */
  static final Setting<String> LLM_BASE_URL =
      Setting.simpleString("chatrec.llm.base_url", Property.NodeScope, Property.Dynamic);

  /** The name of the model on that server. */
  static final Setting<String> LLM_MODEL =
      Setting.simpleString("chatrec.llm.model", Property.NodeScope, Property.Dynamic);

  /** The most that one call may take; a chat's own budget may be shorter. */
  static final Setting<TimeValue> LLM_TIMEOUT =
      Setting.timeSetting(
          "chatrec.llm.timeout",
          TimeValue.timeValueSeconds(20),
          TimeValue.timeValueMillis(100),
          Property.NodeScope,
          Property.Dynamic);

  /** Calls under way at once per node; what comes on top is answered without an LLM. */
  static final Setting<Integer> LLM_MAX_CONCURRENT =
      Setting.intSetting(
          "chatrec.llm.max_concurrent",
          8,
          1,
          TransportChatAction.LLM_CHATS,
          Property.NodeScope,
          Property.Dynamic);

  /** Tokens, in and out, that one turn of a chat may use. */
  static final Setting<Integer> LLM_MAX_TOKENS =
      Setting.intSetting(
          "chatrec.llm.max_tokens_per_chat", 8_000, 100, Property.NodeScope, Property.Dynamic);

  /** Tokens, in and out, that this node may use within any 60 minutes; 0 for no limit. */
  static final Setting<Long> LLM_MAX_TOKENS_PER_HOUR =
      Setting.longSetting(
          "chatrec.llm.max_tokens_per_hour", 0, 0, Property.NodeScope, Property.Dynamic);

  /**
   * When the LLM is asked to understand a message: {@code unclear}, where the rules leave something
   * open, or {@code always}.
   */
  static final Setting<Boolean> LLM_ASK =
      new Setting<>(
          "chatrec.llm.ask",
          "unclear",
          ChatrecSettings::asksAlways,
          Property.NodeScope,
          Property.Dynamic);

  /** Failures in a row after which the LLM server is left alone; 0 for never. */
  static final Setting<Integer> LLM_BREAKER_FAILURES =
      Setting.intSetting(
          "chatrec.llm.breaker.failures",
          LlmLimits.DEFAULT_FAILURES,
          0,
          Property.NodeScope,
          Property.Dynamic);

  /** How long it is left alone before one call tries it again. */
  static final Setting<TimeValue> LLM_BREAKER_WAIT =
      Setting.timeSetting(
          "chatrec.llm.breaker.wait",
          TimeValue.timeValueMillis(LlmLimits.DEFAULT_OPEN_FOR.toMillis()),
          TimeValue.timeValueMillis(100),
          Property.NodeScope,
          Property.Dynamic);

  /** The LLM server's key, from the keystore only. */
  static final Setting<SecureString> LLM_API_KEY =
      SecureSetting.secureString("chatrec.llm.api_key", null);

  /**
   * The hosts that calls may go to and that the key is bound to: {@code host}, {@code host:port} or
   * {@code scheme://host:port}. Without it, where there is a key, the host of {@code base_url} in
   * opensearch.yml.
   */
  static final Setting<List<Destination>> LLM_ALLOWED_HOSTS =
      Setting.listSetting(
          "chatrec.llm.allowed_hosts", List.of(), ChatrecSettings::allowedHost, Property.NodeScope);

  /**
   * Whether calls may go to addresses that are not the internet's: {@code allow} or {@code deny}.
   */
  static final Setting<Boolean> LLM_PRIVATE_ADDRESSES =
      new Setting<>(
          "chatrec.llm.private_addresses", "allow", ChatrecSettings::allows, Property.NodeScope);

  /** Where it is taken from who a request is for: {@code request} or {@code principal}. */
  static final Setting<UserFrom> USER_FROM =
      new Setting<>(
          "chatrec.privacy.user_from",
          "request",
          text -> UserFrom.of("chatrec.privacy.user_from", text),
          Property.NodeScope);

  /** How long a conversation is kept after its last turn. */
  static final Setting<TimeValue> SESSIONS_RETENTION =
      Setting.timeSetting(
          "chatrec.privacy.sessions_retention",
          TimeValue.timeValueHours(30 * 24),
          TimeValue.timeValueSeconds(1),
          TimeValue.timeValueHours(3_650 * 24),
          Property.NodeScope,
          Property.Dynamic);

  /** How long an event is kept after it happened; -1 for good. */
  static final Setting<TimeValue> EVENTS_RETENTION =
      new Setting<>(
          "chatrec.privacy.events_retention",
          "-1",
          ChatrecSettings::retention,
          Property.NodeScope,
          Property.Dynamic);

  private static TimeValue retention(String text) {
    TimeValue time = TimeValue.parseTimeValue(text, "chatrec.privacy.events_retention");
    boolean forGood = time.millis() == -1;
    if (!forGood && (time.millis() < 1_000 || time.days() > 36_500)) {
      throw new IllegalArgumentException(
          "[chatrec.privacy.events_retention] must be -1, for good, or from 1s to 36500d, was ["
              + text
              + "]");
    }
    return time;
  }

  /** What ids of people are hashed by before they are stored, from the keystore only. */
  static final Setting<SecureString> USER_ID_KEY =
      SecureSetting.secureString("chatrec.privacy.user_id_key", null);

  /**
   * What people are stored by. To be read while the keystore is open.
   *
   * @throws IllegalArgumentException if the key is too short
   */
  static Pseudonyms pseudonyms(Settings keystore) {
    try (SecureString key = USER_ID_KEY.get(keystore)) {
      return Pseudonyms.of(USER_ID_KEY.getKey(), key.getChars());
    }
  }

  /** Whether k-NN has its native libraries on this node. */
  static final Setting<Boolean> NATIVE_KNN =
      Setting.boolSetting("chatrec.knn.native", true, Property.NodeScope);

  private static final String OLLAMA = "http://localhost:11434";

  private ChatrecSettings() {}

  static List<Setting<?>> all() {
    List<Setting<?>> all =
        new ArrayList<>(
            List.of(
                DEVICE,
                MODELS_PATH,
                BATCH_TOKENS,
                BATCH_WAIT,
                RERANK_TIMEOUT,
                CACHE_SIZE,
                LLM_API_KEY,
                LLM_ALLOWED_HOSTS,
                LLM_PRIVATE_ADDRESSES));
    all.addAll(List.of(USER_FROM, SESSIONS_RETENTION, EVENTS_RETENTION, USER_ID_KEY, NATIVE_KNN));
    all.addAll(llm());
    all.addAll(handOver());
    return all;
  }

  /** Those that say how documents go to nodes with a GPU; they count together. */
  /** How long a search waits for a cross-encoder before it goes on without. */
  static Duration rerankTimeout(Settings settings) {
    return Duration.ofMillis(RERANK_TIMEOUT.get(settings).millis());
  }

  static List<Setting<?>> handOver() {
    return List.of(HAND_OVER, HAND_OVER_TIMEOUT, HAND_OVER_BACK_OFF, HAND_OVER_OUTSTANDING);
  }

  /** How documents go to nodes with a GPU. */
  static HandOverOptions handOver(Settings settings) {
    return new HandOverOptions(
        HAND_OVER.get(settings),
        HAND_OVER_TIMEOUT.get(settings),
        HAND_OVER_BACK_OFF.get(settings),
        HAND_OVER_OUTSTANDING.get(settings));
  }

  /** Those that say how to reach an LLM; they count together. */
  static List<Setting<?>> llm() {
    return List.of(
        LLM_PROVIDER,
        LLM_BASE_URL,
        LLM_MODEL,
        LLM_TIMEOUT,
        LLM_MAX_CONCURRENT,
        LLM_MAX_TOKENS,
        LLM_MAX_TOKENS_PER_HOUR,
        LLM_ASK,
        LLM_BREAKER_FAILURES,
        LLM_BREAKER_WAIT);
  }

  private static ByteSizeValue shareOfTheHeap(String text) {
    ByteSizeValue size =
        MemorySizeValue.parseBytesSizeValueOrHeapRatio(text, "chatrec.embedding.cache.size");
    if (size.getBytes() > JvmInfo.jvmInfo().getMem().getHeapMax().getBytes() / 2) {
      throw new IllegalArgumentException(
          "[chatrec.embedding.cache.size] must be at most 50% of the heap, was [" + text + "]");
    }
    return size;
  }

  private static Device device(String text) {
    try {
      return Device.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("[chatrec.embedding.device] " + e.getMessage(), e);
    }
  }

  private static Destination allowedHost(String text) {
    try {
      return Destination.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("[chatrec.llm.allowed_hosts] " + e.getMessage(), e);
    }
  }

  private static boolean allows(String text) {
    return switch (text) {
      case "allow" -> true;
      case "deny" -> false;
      default ->
          throw new IllegalArgumentException(
              "[chatrec.llm.private_addresses] must be one of [allow, deny], was [" + text + "]");
    };
  }

  private static boolean asksAlways(String text) {
    return switch (text) {
      case "always" -> true;
      case "unclear" -> false;
      default ->
          throw new IllegalArgumentException(
              "[chatrec.llm.ask] must be one of [unclear, always], was [" + text + "]");
    };
  }

  /** Who understands and explains. */
  enum LlmProvider {
    NONE,
    OPENAI,
    OLLAMA;

    static LlmProvider parse(String name) {
      for (LlmProvider provider : values()) {
        if (provider.name().toLowerCase(Locale.ROOT).equals(name)) {
          return provider;
        }
      }
      throw new IllegalArgumentException(
          "[chatrec.llm.provider] must be one of [none, openai, ollama], was [" + name + "]");
    }
  }

  /** How models are run. */
  static EmbeddingOptions embedding(Settings settings) {
    return EmbeddingOptions.defaults()
        .withDevice(DEVICE.get(settings))
        .withParallelism(OpenSearchExecutors.allocatedProcessors(settings))
        .withBatchTokens(BATCH_TOKENS.get(settings))
        .withCacheBytes(CACHE_SIZE.get(settings).getBytes())
        .withQueue(
            QueueOptions.defaults()
                .withMaxWait(Duration.ofNanos(BATCH_WAIT.get(settings).nanos())));
  }

  /** How to reach the LLM; empty for the provider {@code none}. */
  static Optional<LlmSettings> llm(Settings settings) {
    LlmProvider provider = LLM_PROVIDER.get(settings);
    if (provider == LlmProvider.NONE) {
      return Optional.empty();
    }
    String url = LLM_BASE_URL.get(settings);
    String model = LLM_MODEL.get(settings);
    if (provider == LlmProvider.OLLAMA) {
      url = url.isEmpty() ? OLLAMA : url.replaceFirst("/(v1/?)?$", "");
    }
    require(url, LLM_BASE_URL, provider);
    require(model, LLM_MODEL, provider);
    return Optional.of(
        new LlmSettings(
            provider == LlmProvider.OLLAMA ? Provider.OLLAMA : Provider.OPENAI,
            url,
            model,
            Duration.ofMillis(LLM_TIMEOUT.get(settings).millis()),
            limits(settings),
            LLM_ASK.get(settings)));
  }

  private static LlmLimits limits(Settings settings) {
    return new LlmLimits(
        LLM_MAX_CONCURRENT.get(settings),
        LLM_MAX_TOKENS.get(settings),
        LLM_MAX_TOKENS_PER_HOUR.get(settings),
        LLM_BREAKER_FAILURES.get(settings),
        Duration.ofMillis(LLM_BREAKER_WAIT.get(settings).millis()));
  }

  private static void require(String value, Setting<?> setting, LlmProvider provider) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          "["
              + setting.getKey()
              + "] is required where [chatrec.llm.provider] is ["
              + provider.name().toLowerCase(Locale.ROOT)
              + "]");
    }
  }

  /**
   * What the operator of the node decides: the key, and where calls may go. To be read while the
   * keystore is open, from the node's own settings.
   *
   * @param keystore holds the key
   * @param node opensearch.yml
   */
  static LlmNetwork llmNetwork(Settings keystore, Settings node) {
    List<Destination> named = LLM_ALLOWED_HOSTS.get(node);
    Destinations destinations =
        new Destinations(
            named.isEmpty() ? Optional.empty() : Optional.of(named),
            LLM_PRIVATE_ADDRESSES.get(node));
    try (SecureString key = LLM_API_KEY.get(keystore)) {
      return new LlmNetwork(
          destinations,
          key.isEmpty()
              ? null
              : new ApiKey(key.getChars(), named.isEmpty() ? ofBaseUrl(node) : named));
    }
  }

  private static List<Destination> ofBaseUrl(Settings node) {
    String url = LLM_BASE_URL.get(node);
    try {
      return url.isEmpty() ? List.of() : List.of(Destination.of(URI.create(url)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "[chatrec.llm.base_url] must be an absolute http or https URL", e);
    }
  }

  /** Folders with models, the administrator's own before those of the zip. */
  static List<Path> modelRoots(Environment environment) {
    String path = MODELS_PATH.get(environment.settings());
    Path own =
        path.isEmpty()
            ? environment.configDir().resolve("chatrec").resolve("models")
            : environment.configDir().resolve(path);
    return List.of(own, environment.pluginsDir().resolve("chatrec").resolve("models"));
  }
}

package org.chatrec.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.conversation.llm.Destinations;
import org.chatrec.conversation.llm.LlmLimits;
import org.chatrec.conversation.llm.LlmNetwork;
import org.chatrec.conversation.llm.LlmSettings;
import org.chatrec.conversation.llm.Provider;
import org.chatrec.embedding.Device;
import org.chatrec.embedding.EmbeddingOptions;
import org.chatrec.rest.operations.HandOverOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.MockSecureSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.monitor.jvm.JvmInfo;

class ChatrecSettingsTests {

  private static Settings settings(Map<String, String> values) {
    Settings.Builder builder = Settings.builder();
    values.forEach(builder::put);
    return builder.build();
  }

  @Test
  void nothingNeedsToBeSet() {
    Settings none = Settings.EMPTY;
    assertThat(ChatrecSettings.DEVICE.get(none)).isEqualTo(Device.AUTO);
    assertThat(ChatrecSettings.MODELS_PATH.get(none)).isEmpty();
    assertThat(ChatrecSettings.BATCH_TOKENS.get(none)).isZero();
    assertThat(ChatrecSettings.embedding(none).queue().maxWait()).isZero();
    assertThat(ChatrecSettings.embedding(none).cacheBytes())
        .isEqualTo(JvmInfo.jvmInfo().getMem().getHeapMax().getBytes() / 50);
    assertThat(ChatrecSettings.handOver(none))
        .isEqualTo(
            new HandOverOptions(
                true, TimeValue.timeValueSeconds(5), TimeValue.timeValueSeconds(30), 16));
    assertThat(ChatrecSettings.llm(none)).isEmpty();
    assertThat(ChatrecSettings.llmNetwork(none, none))
        .isEqualTo(new LlmNetwork(Destinations.ANY, null));
  }

  @Test
  void everythingCanBeSet() {
    Settings all =
        settings(
            Map.ofEntries(
                Map.entry("chatrec.llm.provider", "openai"),
                Map.entry("chatrec.llm.base_url", "http://llm:8000/v1"),
                Map.entry("chatrec.llm.model", "small"),
                Map.entry("chatrec.llm.timeout", "3s"),
                Map.entry("chatrec.llm.max_concurrent", "2"),
                Map.entry("chatrec.llm.max_tokens_per_chat", "500"),
                Map.entry("chatrec.llm.max_tokens_per_hour", "9000"),
                Map.entry("chatrec.llm.ask", "always"),
                Map.entry("chatrec.llm.breaker.failures", "7"),
                Map.entry("chatrec.llm.breaker.wait", "4s"),
                Map.entry("chatrec.embedding.device", "cuda:1"),
                Map.entry("chatrec.embedding.batch.tokens", "800"),
                Map.entry("chatrec.embedding.batch.wait", "5ms"),
                Map.entry("chatrec.embedding.cache.size", "1mb")));
    assertThat(ChatrecSettings.llm(all))
        .contains(
            new LlmSettings(
                Provider.OPENAI,
                "http://llm:8000/v1",
                "small",
                Duration.ofSeconds(3),
                new LlmLimits(2, 500, 9_000, 7, Duration.ofSeconds(4)),
                true));
    assertThat(ChatrecSettings.DEVICE.get(all)).isEqualTo(Device.parse("cuda:1"));
    EmbeddingOptions embedding = ChatrecSettings.embedding(all);
    assertThat(embedding.device()).isEqualTo(Device.parse("cuda:1"));
    assertThat(embedding.batchTokens()).isEqualTo(800);
    assertThat(embedding.queue().maxWait()).isEqualTo(Duration.ofMillis(5));
    assertThat(embedding.cacheBytes()).isEqualTo(1L << 20);
  }

  @Test
  void handingOverCanBeSet() {
    Settings all =
        settings(
            Map.of(
                "chatrec.embedding.hand_over.enabled", "false",
                "chatrec.embedding.hand_over.timeout", "1s",
                "chatrec.embedding.hand_over.back_off", "2m",
                "chatrec.embedding.hand_over.max_outstanding", "3"));
    assertThat(ChatrecSettings.handOver(all))
        .isEqualTo(
            new HandOverOptions(
                false, TimeValue.timeValueSeconds(1), TimeValue.timeValueMinutes(2), 3));
  }

  @Test
  void eventsAreKeptForGoodOrForATime() {
    Setting<TimeValue> kept = ChatrecSettings.EVENTS_RETENTION;
    assertThat(kept.get(Settings.EMPTY)).isEqualTo(TimeValue.MINUS_ONE);
    assertThat(kept.isDynamic()).isTrue();
    assertThat(kept.get(settings(Map.of(kept.getKey(), "365d"))).days()).isEqualTo(365);
    assertThat(kept.get(settings(Map.of(kept.getKey(), "-1")))).isEqualTo(TimeValue.MINUS_ONE);
    for (String bad : List.of("0", "999ms", "-2", "36501d", "a year", "5")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> kept.get(settings(Map.of(kept.getKey(), bad))))
          .withMessageContaining(kept.getKey());
    }
  }

  @Test
  void idsOfPeopleAreHashedByAKeyOfTheKeystoreThatIsLongEnough() {
    assertThat(ChatrecSettings.pseudonyms(Settings.EMPTY).of("ann")).isEqualTo("ann");
    assertThat(ChatrecSettings.pseudonyms(hashing("sixteen letters!")).of("ann")).hasSize(43);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChatrecSettings.pseudonyms(hashing("short")))
        .withMessageContaining("chatrec.privacy.user_id_key")
        .withMessageNotContaining("short");
  }

  private static Settings hashing(String key) {
    MockSecureSettings keystore = new MockSecureSettings();
    keystore.setString("chatrec.privacy.user_id_key", key);
    return Settings.builder().setSecureSettings(keystore).build();
  }

  @Test
  void ollamaHasAnAddressOfItsOwn() {
    Settings ollama =
        settings(Map.of("chatrec.llm.provider", "ollama", "chatrec.llm.model", "qwen3"));
    assertThat(ChatrecSettings.llm(ollama).orElseThrow().baseUrl())
        .isEqualTo("http://localhost:11434");
  }

  @ParameterizedTest
  @CsvSource({
    "chatrec.llm.provider, gpt, none",
    "chatrec.embedding.device, tpu, cuda",
    "chatrec.embedding.hand_over.timeout, 1ms, 10ms",
    "chatrec.embedding.hand_over.max_outstanding, 0, 1",
    "chatrec.llm.timeout, 1ms, 100ms",
    "chatrec.llm.max_concurrent, 0, 1",
    "chatrec.llm.max_tokens_per_chat, -5, 100",
    "chatrec.llm.max_tokens_per_hour, -1, 0",
    "chatrec.llm.ask, sometimes, unclear",
    "chatrec.llm.breaker.failures, -1, 0",
    "chatrec.llm.private_addresses, maybe, deny",
    "chatrec.llm.allowed_hosts, http://u:p@host, host:port",
    "chatrec.llm.breaker.wait, 1ms, 100ms",
    "chatrec.embedding.batch.tokens, -1, 0",
    "chatrec.embedding.batch.wait, 1m, 1s",
    "chatrec.embedding.cache.size, 60%, 50%",
    "chatrec.embedding.cache.size, 1000tb, 50%",
  })
  void aBadValueIsRefusedAndTheReasonNamesWhatIsAccepted(
      String key, String value, String accepted) {
    Setting<?> setting =
        ChatrecSettings.all().stream()
            .filter(s -> s.getKey().equals(key))
            .findFirst()
            .orElseThrow();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> setting.get(settings(Map.of(key, value))))
        .withMessageContaining(key)
        .withMessageContaining(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "chatrec.llm.model, small, chatrec.llm.base_url",
    "chatrec.llm.base_url, http://llm/v1, chatrec.llm.model",
  })
  void aProviderNeedsAnAddressAndAModel(String key, String value, String missing) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new ChatrecPlugin(settings(Map.of("chatrec.llm.provider", "openai", key, value))))
        .withMessageContaining(missing);
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutBeingShown() {
    Settings bad =
        settings(
            Map.of(
                "chatrec.llm.provider", "openai",
                "chatrec.llm.base_url", "ftp://user:secret@llm",
                "chatrec.llm.model", "small"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChatrecSettings.llm(bad))
        .withMessageContaining("base_url")
        .withMessageNotContaining("secret");
  }

  private static Settings keystore(String key) {
    MockSecureSettings keystore = new MockSecureSettings();
    keystore.setString("chatrec.llm.api_key", key);
    return Settings.builder().setSecureSettings(keystore).build();
  }

  private static boolean mayCall(LlmNetwork network, String url) {
    LlmLimits limits = LlmLimits.of(1, 1_000);
    return network.objection(LlmSettings.openAi(url, "m", Duration.ofSeconds(1), limits)).isEmpty();
  }

  @Test
  void theKeyComesFromTheKeystoreOnlyAndIsNotShown() {
    LlmNetwork network = ChatrecSettings.llmNetwork(keystore("s3cret"), Settings.EMPTY);
    assertThat(network.key()).isNotNull();
    assertThat(network.toString()).doesNotContain("s3cret");
    Settings open = settings(Map.of("chatrec.llm.api_key", "open"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ChatrecSettings.llmNetwork(open, Settings.EMPTY));
  }

  @Test
  void withAKeyOnlyItsHostIsCalled() {
    LlmNetwork unbound = ChatrecSettings.llmNetwork(keystore("k"), Settings.EMPTY);
    assertThat(mayCall(unbound, "http://127.0.0.1:9297/attacker/v1")).isFalse();
    Settings bound = settings(Map.of("chatrec.llm.base_url", "https://api.example.com/v1"));
    LlmNetwork network = ChatrecSettings.llmNetwork(keystore("k"), bound);
    assertThat(mayCall(network, "https://api.example.com/other")).isTrue();
    assertThat(mayCall(network, "http://api.example.com/v1")).isFalse();
    assertThat(mayCall(network, "https://api.example.com:8443/v1")).isFalse();
    assertThat(mayCall(network, "http://127.0.0.1:9297/v1")).isFalse();
  }

  @Test
  void aProtocolWithoutAKeyIsNotHeldToTheKeysHost() {
    Settings ollama = settings(Map.of("chatrec.llm.provider", "ollama", "chatrec.llm.model", "m"));
    LlmNetwork network = ChatrecSettings.llmNetwork(keystore("k"), ollama);
    assertThat(network.objection(ChatrecSettings.llm(ollama).orElseThrow())).isEmpty();
  }

  @Test
  void namedHostsAreTheOnlyOnesWithAKeyOrWithout() {
    Settings named =
        settings(
            Map.of(
                "chatrec.llm.allowed_hosts", "localhost:8000,https://api.example.com",
                "chatrec.llm.base_url", "http://elsewhere/v1"));
    for (LlmNetwork network :
        List.of(
            ChatrecSettings.llmNetwork(keystore("k"), named),
            ChatrecSettings.llmNetwork(named, named))) {
      assertThat(mayCall(network, "http://localhost:8000/v1")).isTrue();
      assertThat(mayCall(network, "https://api.example.com/v1")).isTrue();
      assertThat(mayCall(network, "http://localhost:8001/v1")).isFalse();
      assertThat(mayCall(network, "http://elsewhere/v1")).isFalse();
    }
  }

  @Test
  void withoutAKeyAnyHostMayBeSetUnlessPrivateOnesAreDenied() {
    LlmNetwork open = ChatrecSettings.llmNetwork(Settings.EMPTY, Settings.EMPTY);
    Settings deny = settings(Map.of("chatrec.llm.private_addresses", "deny"));
    LlmNetwork publicOnly = ChatrecSettings.llmNetwork(Settings.EMPTY, deny);
    assertThat(mayCall(open, "http://127.0.0.1:8000/v1")).isTrue();
    assertThat(mayCall(publicOnly, "http://127.0.0.1:8000/v1")).isFalse();
    assertThat(mayCall(publicOnly, "https://api.example.com/v1")).isTrue();
    assertThat(mayCall(open, "http://169.254.169.254/v1")).isFalse();
  }

  @Test
  void aNodeWhoseOwnAddressIsNotAllowedDoesNotStart() {
    Settings wrong =
        settings(
            Map.of(
                "chatrec.llm.provider", "ollama",
                "chatrec.llm.model", "m",
                "chatrec.llm.private_addresses", "deny"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChatrecPlugin(wrong))
        .withMessageContaining("chatrec.llm.base_url");
  }

  @Test
  void changesThatLeadElsewhereAreRefusedAndOthersAreNot() throws Exception {
    Settings node = settings(Map.of("chatrec.llm.base_url", "https://api.example.com/v1"));
    Map<String, String> change = new HashMap<>();
    change.put("chatrec.llm.provider", "openai");
    change.put("chatrec.llm.model", "m");
    try (LlmAccess llm = new LlmAccess(node, ChatrecSettings.llmNetwork(keystore("k"), node))) {
      llm.check(change);
      change.put("chatrec.llm.base_url", "http://127.0.0.1:9297/attacker/v1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> llm.check(change))
          .withMessageContaining("chatrec.llm.base_url")
          .withMessageContaining("chatrec.llm.allowed_hosts")
          .withMessageNotContaining("attacker");
      change.put("chatrec.llm.base_url", null); // that of the node again
      llm.check(change);
      change.put("chatrec.llm.provider", "none");
      change.put("chatrec.llm.base_url", "http://127.0.0.1:9297/v1");
      llm.check(change); // nobody is called
    }
  }

  @Test
  void llmSettingsCanBeChangedWhileTheNodeRuns() {
    List<Setting<?>> fixed =
        ChatrecSettings.llm().stream().filter(setting -> !setting.isDynamic()).toList();
    assertThat(fixed).isEmpty();
    // the cluster accepts them together
    assertThat(
            new ClusterSettings(Settings.EMPTY, new java.util.HashSet<>(ChatrecSettings.all()))
                .get("chatrec.llm.provider"))
        .isNotNull();
  }
}

package org.chatrec.plugin;

import java.io.Closeable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.conversation.llm.ApiKey;
import org.chatrec.conversation.llm.Dialects;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.LlmNetwork;
import org.chatrec.conversation.llm.LlmSettings;
import org.chatrec.conversation.llm.TokenWindow;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.settings.Settings;

/**
 * The LLM as it is configured now; settings and key may change while the node runs, where calls may
 * go may not.
 */
final class LlmAccess implements Supplier<Optional<LlmClient>>, Closeable {

  private static final Logger LOG = LogManager.getLogger(LlmAccess.class);

  /** Outlives changes of settings: the hour's tokens are the node's. */
  private final TokenWindow hour = new TokenWindow(System::currentTimeMillis);

  private final Dialects dialects = new Dialects();
  private final Settings node;
  private Settings settings;
  private LlmNetwork network;
  private volatile @Nullable LlmClient client;

  /**
   * @param node opensearch.yml
   */
  LlmAccess(Settings node, LlmNetwork network) {
    this.node = node;
    this.settings = node;
    this.network = network;
    connect();
  }

  @Override
  public Optional<LlmClient> get() {
    return Optional.ofNullable(client);
  }

  /** The part {@code llm} of the node's figures. */
  Map<String, Object> figures() {
    return get().map(LlmClient::figures).orElse(Map.of());
  }

  /** Takes over settings that have been checked. */
  synchronized void settings(Settings changed) {
    this.settings = changed;
    connect();
  }

  /** Takes over a key from a reloaded keystore. */
  synchronized void reload(Settings keystore) {
    LlmNetwork before = network;
    network = ChatrecSettings.llmNetwork(keystore, node);
    connect();
    forget(before.key());
  }

  /**
   * Refuses a change of the cluster's settings after which this node's calls would go where its
   * operator does not let them. A node that is told so all the same makes no call.
   *
   * @param change values to come; null for those that are taken back
   */
  synchronized void check(Map<String, @Nullable String> change) {
    Map<String, String> after = new LinkedHashMap<>();
    for (String name : ChatrecSettings.llm().stream().map(setting -> setting.getKey()).toList()) {
      String value = change.containsKey(name) ? change.get(name) : settings.get(name);
      String own = value == null ? node.get(name) : value;
      if (own != null) {
        after.put(name, own);
      }
    }
    Settings.Builder merged = Settings.builder();
    after.forEach(merged::put);
    ChatrecSettings.llm(merged.build()).flatMap(this::objection).ifPresent(LlmAccess::refuse);
  }

  private static void refuse(String objection) {
    throw new IllegalArgumentException(
        "[chatrec.llm.base_url] "
            + objection
            + "; where calls may go is decided in opensearch.yml, by [chatrec.llm.allowed_hosts],"
            + " [chatrec.llm.private_addresses] and, where there is a key, [chatrec.llm.base_url]");
  }

  private Optional<String> objection(LlmSettings wanted) {
    return network.objection(wanted);
  }

  private synchronized void connect() {
    LlmClient before = client;
    Optional<LlmSettings> wanted = ChatrecSettings.llm(settings);
    client = wanted.map(found -> new LlmClient(found, network, hour, dialects)).orElse(null);
    LOG.info("LLM: {}", wanted.map(LlmSettings::toString).orElse("none"));
    wanted
        .flatMap(this::objection)
        .ifPresent(why -> LOG.warn("the LLM is not called: [chatrec.llm.base_url] {}", why));
    if (before != null) {
      before.close();
    }
  }

  private static void forget(@Nullable ApiKey key) {
    if (key != null) {
      key.close();
    }
  }

  @Override
  public synchronized void close() {
    LlmClient last = client;
    client = null;
    if (last != null) {
      last.close();
    }
    forget(network.key());
  }
}

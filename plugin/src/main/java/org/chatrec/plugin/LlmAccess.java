package org.chatrec.plugin;

import java.io.Closeable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.conversation.llm.LlmClient;
import org.chatrec.conversation.llm.LlmSettings;
import org.chatrec.conversation.llm.TokenWindow;
import org.jspecify.annotations.Nullable;
import org.opensearch.common.settings.Settings;

/** The LLM as it is configured now; settings and key may change while the node runs. */
final class LlmAccess implements Supplier<Optional<LlmClient>>, Closeable {

  private static final Logger LOG = LogManager.getLogger(LlmAccess.class);

  /** Outlives changes of settings: the hour's tokens are the node's. */
  private final TokenWindow hour = new TokenWindow(System::currentTimeMillis);

  private Settings settings;
  private @Nullable String apiKey;
  private volatile @Nullable LlmClient client;

  LlmAccess(Settings settings, @Nullable String apiKey) {
    this.settings = settings;
    this.apiKey = apiKey;
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
  synchronized void apiKey(@Nullable String changed) {
    this.apiKey = changed;
    connect();
  }

  private synchronized void connect() {
    LlmClient before = client;
    Optional<LlmSettings> wanted = ChatrecSettings.llm(settings, apiKey);
    client = wanted.map(found -> new LlmClient(found, hour)).orElse(null);
    LOG.info("LLM: {}", wanted.map(LlmSettings::toString).orElse("none"));
    if (before != null) {
      before.close();
    }
  }

  @Override
  public synchronized void close() {
    LlmClient last = client;
    client = null;
    if (last != null) {
      last.close();
    }
  }
}

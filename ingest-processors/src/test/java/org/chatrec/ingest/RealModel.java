package org.chatrec.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import org.chatrec.embedding.Device;
import org.chatrec.embedding.EmbeddingOptions;
import org.chatrec.embedding.EmbeddingService;
import org.opensearch.common.SuppressForbidden;
import org.opensearch.common.io.PathUtils;

/** The model that the embedding module unpacks when it is built. */
final class RealModel {
  static final String NAME = "all-minilm-l6-v2";

  private RealModel() {}

  /** Forgets vectors at once, so that a test sees what is read and what is computed. */
  static EmbeddingService service(Executor pool, Path nativeCache) {
    return service(pool, nativeCache, 0);
  }

  @SuppressForbidden(reason = "lies beside this module")
  static EmbeddingService service(Executor pool, Path nativeCache, long cacheBytes) {
    Path models = PathUtils.get("..", "embedding", "target", "models");
    EmbeddingOptions options =
        EmbeddingOptions.defaults()
            .withDevice(Device.CPU)
            .withDataPath(nativeCache)
            .withCacheBytes(cacheBytes);
    return new EmbeddingService(List.of(models), options, pool);
  }
}

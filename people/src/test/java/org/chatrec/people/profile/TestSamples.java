package org.chatrec.people.profile;

import java.nio.file.Path;
import java.util.List;
import org.chatrec.catalog.sample.Samples;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.embedding.Device;
import org.chatrec.embedding.EmbeddingOptions;
import org.chatrec.embedding.EmbeddingService;
import org.opensearch.transport.client.Client;

/** Samples of catalogues without a model. */
final class TestSamples {

  private TestSamples() {}

  static Samples of(Client client, StateClient state, Path noModels) {
    EmbeddingService embeddings =
        new EmbeddingService(
            List.of(noModels), EmbeddingOptions.defaults().withDevice(Device.CPU), Runnable::run);
    return new Samples(client, state, embeddings, System::currentTimeMillis);
  }
}

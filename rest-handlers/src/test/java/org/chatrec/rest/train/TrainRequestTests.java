package org.chatrec.rest.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.chatrec.catalog.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainRequestTests {

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void survivesTheWire(boolean storeResult) throws Exception {
    TrainRequest copy = Wire.copy(new TrainRequest("movies", storeResult), TrainRequest::new);
    assertThat(copy.catalog()).isEqualTo("movies");
    assertThat(copy.getShouldStoreResult()).isEqualTo(storeResult);
    assertThat(copy.getDescription()).contains("[movies]");
  }

  @Test
  void aMereQuestionStaysOne() throws Exception {
    TrainRequest copy = Wire.copy(TrainRequest.onlyAsking("movies"), TrainRequest::new);
    assertThat(copy.onlyAsks()).isTrue();
    assertThat(copy.getShouldStoreResult()).isFalse();
  }
}

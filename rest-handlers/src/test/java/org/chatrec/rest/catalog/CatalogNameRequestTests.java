package org.chatrec.rest.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.chatrec.catalog.support.Wire;
import org.junit.jupiter.api.Test;

class CatalogNameRequestTests {

  @Test
  void requestsSurviveTheWire() throws Exception {
    for (String name : new String[] {"movies", null}) {
      assertThat(Wire.copy(new CatalogNameRequest(name), CatalogNameRequest::new).name())
          .isEqualTo(name);
    }
  }
}

package org.chatrec.rest.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.chatrec.catalog.support.Wire;
import org.junit.jupiter.api.Test;

class UserRequestTests {

  @Test
  void requestsSurviveTheWire() throws Exception {
    UserRequest copy =
        Wire.copy(new UserRequest("movies", "films-1", "ü \"42\""), UserRequest::new);
    assertThat(copy.catalog()).isEqualTo("movies");
    assertThat(copy.userId()).isEqualTo("ü \"42\"");
    assertThat(copy.permissionOnly()).isFalse();
    assertThat(copy.allowMissing()).isFalse();
    assertThat(Wire.copy(copy.allowingMissing(true), UserRequest::new).allowMissing()).isTrue();
    UserRequest asking =
        Wire.copy(UserRequest.permission("movies", "films-1", "u42"), UserRequest::new);
    assertThat(asking.permissionOnly()).isTrue();
    assertThat(asking.userId()).isEqualTo("u42");
    assertThat(asking.export()).isNull();
  }
}

package org.chatrec.rest.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatrec.catalog.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.test.rest.FakeRestRequest;

class EventsRequestTests {

  private static final int MAX = EventsRequest.MAX_EVENTS;

  private static List<Map<String, Object>> events(String body) throws Exception {
    return RestEventsHandler.events(
        new FakeRestRequest.Builder(NamedXContentRegistry.EMPTY)
            .withContent(new BytesArray(body), MediaTypeRegistry.JSON)
            .build());
  }

  @Test
  void survivesTheWireWithWhateverJsonBrings() throws Exception {
    Map<String, Object> event = new HashMap<>();
    event.put("user_id", "u42");
    event.put("value", 4.5);
    event.put("timestamp", 1L << 40);
    event.put("position", BigInteger.ONE.shiftLeft(70));
    event.put("text", null);
    event.put("other", List.of(Map.of("a", true)));
    EventsRequest copy =
        Wire.copy(
            new EventsRequest("movies", "films-1", List.of(event, Map.of())), EventsRequest::new);
    assertThat(copy.catalog()).isEqualTo("movies");
    assertThat(copy.indices()).containsExactly("films-1");
    assertThat(copy.events()).containsExactly(event, Map.of());
  }

  @Test
  void hasOneToTenThousandEvents() {
    assertThat(new EventsRequest("movies", "films-1", Collections.nCopies(MAX, Map.of())).events())
        .hasSize(MAX);
    for (int size : new int[] {0, MAX + 1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new EventsRequest("movies", "films-1", Collections.nCopies(size, Map.of())))
          .withMessage("[events] must have 1 to 10000 events, has " + size);
    }
  }

  @Test
  void aListAndLinesSayTheSame() throws Exception {
    List<Map<String, Object>> expected = List.of(Map.of("type", "view"), Map.of("type", "click"));
    for (String body :
        List.of(
            "{\"events\":[{\"type\":\"view\"},{\"type\":\"click\"}]}",
            "{\"type\":\"view\"}\n{\"type\":\"click\"}\n",
            "{\"type\":\"view\"}\r\n\r\n{\"type\":\"click\"}",
            "{\"type\":\"view\"}{\"type\":\"click\"}")) {
      assertThat(events(body)).as(body).isEqualTo(expected);
    }
    assertThat(events("{\"type\":\"view\"}")).containsExactly(Map.of("type", "view"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "[{\"type\":\"view\"}]",
        "3",
        "{\"type\":\"view\"}\n4",
        "{\"events\":{}}",
        "{\"events\":[1]}",
        "{\"events\":[{}],\"index\":\"x\"}"
      })
  void otherBodiesAreRefused(String body) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> events(body))
        .satisfies(e -> assertThat(e.getMessage()).isNotBlank());
  }

  @Test
  void tooManyLinesAreNotReadToTheEnd() {
    assertThatCode(() -> events("{}\n".repeat(MAX))).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> events("{}\n".repeat(MAX + 1) + "{broken"))
        .withMessageContaining("[events] must have 1 to 10000");
  }
}

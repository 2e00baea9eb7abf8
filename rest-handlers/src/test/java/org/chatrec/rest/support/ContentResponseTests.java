package org.chatrec.rest.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.chatrec.catalog.support.Wire;
import org.junit.jupiter.api.Test;
import org.opensearch.core.common.Strings;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.MediaTypeRegistry;

class ContentResponseTests {

  @Property(tries = 200)
  void survivesTheWire(@ForAll("contents") Map<String, Object> content, @ForAll RestStatus status)
      throws Exception {
    ContentResponse copy = Wire.copy(new ContentResponse(status, content), ContentResponse::new);
    assertThat(copy.status()).isEqualTo(status);
    assertThat(copy.content()).isEqualTo(content);
  }

  @Test
  void keepsTheOrderOfFieldsOverTheWire() throws Exception {
    Map<String, Object> content = new LinkedHashMap<>();
    for (int i = 20; i > 0; i--) {
      content.put("field" + i, i);
    }
    ContentResponse copy = Wire.copy(new ContentResponse(content), ContentResponse::new);
    assertThat(copy.content().keySet()).containsExactlyElementsOf(content.keySet());
  }

  @Test
  void showsItsContentAndNothingElse() {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("accepted", 2);
    content.put("rejected", List.of(Map.of("reason", "\"quoted\"")));
    ContentResponse response = new ContentResponse(content);
    assertThat(response.status()).isEqualTo(RestStatus.OK);
    assertThat(Strings.toString(MediaTypeRegistry.JSON, response))
        .isEqualTo("{\"accepted\":2,\"rejected\":[{\"reason\":\"\\\"quoted\\\"\"}]}");
  }

  @Provide
  Arbitrary<Map<String, Object>> contents() {
    return Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), values()).ofMaxSize(5);
  }

  private static Arbitrary<Object> values() {
    return Arbitraries.lazyOf(
        () -> Arbitraries.strings().ofMaxLength(20).asGeneric(),
        () -> Arbitraries.doubles().asGeneric(),
        () -> Arbitraries.integers().asGeneric(),
        () -> Arbitraries.longs().asGeneric(),
        () -> Arbitraries.of(true, false).asGeneric(),
        () -> values().list().ofMaxSize(3).asGeneric(),
        () ->
            Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), values())
                .ofMaxSize(3)
                .asGeneric());
  }
}

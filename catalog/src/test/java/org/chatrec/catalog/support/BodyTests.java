package org.chatrec.catalog.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.rest.RestRequest;
import org.opensearch.test.rest.FakeRestRequest;

class BodyTests {

  private static Body with(Object value) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("f", value);
    return Body.of("", fields);
  }

  private static void assertRefused(Object value, Consumer<Body> getter, String accepted) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> getter.accept(with(value)))
        .withMessageContaining("[f]")
        .withMessageContaining(accepted);
  }

  private static RestRequest request(String json) {
    return new FakeRestRequest.Builder(NamedXContentRegistry.EMPTY)
        .withContent(new BytesArray(json), MediaTypeRegistry.JSON)
        .build();
  }

  @Test
  void whatWasLookedForIsAcceptedThoughItIsNotThere() {
    Body body = Body.of("p.", Map.of("strange", 1));
    assertThat(body.has("known")).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(body::done)
        .withMessageContaining("strange")
        .withMessageContaining("[known]");
  }

  @Test
  void givesBackWhatIsThere() {
    Body body =
        Body.of(
            "",
            Map.of(
                "s",
                "text",
                "i",
                7,
                "n",
                0.25,
                "b",
                false,
                "l",
                List.of("a", "b"),
                "o",
                Map.of("x", 1),
                "os",
                List.of(Map.of("y", 2)),
                "any",
                3L));
    assertThat(body.string("s")).isEqualTo("text");
    assertThat(body.integer("i", 0, 0, 10)).isEqualTo(7);
    assertThat(body.number("n", 0, 0, 1)).isEqualTo(0.25);
    assertThat(body.bool("b", true)).isFalse();
    assertThat(body.strings("l")).containsExactly("a", "b");
    assertThat(body.object("o")).isEqualTo(Map.of("x", 1));
    assertThat(body.objects("os")).containsExactly(Map.of("y", 2));
    assertThat(body.take("any")).isEqualTo(3L);
    body.done();
  }

  @Test
  void absentAndNullReadAsTheFallback() {
    for (Body body : List.of(Body.of("", Map.of()), with(null))) {
      assertThat(body.optionalString("f")).isNull();
      assertThat(body.oneOf("f", "x", List.of("x", "y"))).isEqualTo("x");
      assertThat(body.integer("f", -1, 0, 10)).isEqualTo(-1);
      assertThat(body.number("f", 2, 0, 1)).isEqualTo(2);
      assertThat(body.bool("f", true)).isTrue();
      assertThat(body.strings("f")).isEmpty();
      assertThat(body.object("f")).isNull();
      assertThat(body.objects("f")).isNull();
      body.done();
    }
  }

  @Test
  void wrongTypesNameTheFieldAndWhatItAccepts() {
    assertRefused(null, body -> body.string("f"), "a non-empty string");
    for (Object value : List.of(1, true, List.of("a"), Map.of(), "", " \t")) {
      assertRefused(value, body -> body.string("f"), "a non-empty string");
      assertRefused(value, body -> body.optionalString("f"), "a non-empty string");
    }
    for (Object value : List.of("5", true, List.of(5), Map.of())) {
      assertRefused(value, body -> body.integer("f", 0, 1, 9), "a whole number from 1 to 9");
      assertRefused(value, body -> body.number("f", 0, 1, 9), "a number from 1.0 to 9.0");
    }
    for (Object value : List.of("true", 1, List.of())) {
      assertRefused(value, body -> body.bool("f", false), "true or false");
    }
    for (Object value : List.of("a", 1, List.of("a", 1), List.of("a", " "), List.of(List.of()))) {
      assertRefused(value, body -> body.strings("f"), "a list of non-empty strings");
    }
    assertRefused(
        Arrays.asList("a", null), body -> body.strings("f"), "a list of non-empty strings");
    assertRefused(List.of(), body -> body.object("f"), "an object");
    assertRefused(Map.of(), body -> body.objects("f"), "a list of objects");
    assertRefused(List.of(Map.of(), 1), body -> body.objects("f"), "a list of objects");
    assertRefused("z", body -> body.oneOf("f", "x", List.of("x", "y")), "one of [x, y]");
    assertRefused("X", body -> body.oneOf("f", "x", List.of("x", "y")), "one of [x, y]");
  }

  @Property
  void integersAreAcceptedWithinBoundsOnly(@ForAll int value, @ForAll int a, @ForAll int b) {
    int min = Math.min(a, b);
    int max = Math.max(a, b);
    if (value >= min && value <= max) {
      assertThat(with(value).integer("f", 0, min, max)).isEqualTo(value);
      assertThat(with((double) value).integer("f", 0, min, max)).isEqualTo(value);
      assertThat(with((long) value).integer("f", 0, min, max)).isEqualTo(value);
    } else {
      assertRefused(value, body -> body.integer("f", 0, min, max), "from " + min + " to " + max);
    }
  }

  @Test
  void integersDoNotWrapAround() {
    int min = Integer.MIN_VALUE;
    int max = Integer.MAX_VALUE;
    for (Number value :
        List.of(
            1L << 32,
            Long.MIN_VALUE,
            BigInteger.ONE.shiftLeft(64),
            1.5,
            Double.NaN,
            Double.POSITIVE_INFINITY)) {
      assertRefused(value, body -> body.integer("f", 0, min, max), "a whole number");
    }
  }

  @Property
  void numbersAreAcceptedWithinBoundsOnly(@ForAll double value) {
    if (value >= 0 && value <= 1) {
      assertThat(with(value).number("f", 0, 0, 1)).isEqualTo(value);
    } else {
      assertRefused(value, body -> body.number("f", 0, 0, 1), "a number from 0.0 to 1.0");
    }
  }

  @Test
  void numbersAreFinite() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused(value, body -> body.number("f", 0, 0, Double.MAX_VALUE), "a number");
    }
  }

  /** JSON escapes can write half of a surrogate pair, which no document can hold. */
  @ParameterizedTest
  @ValueSource(strings = {"a\ud800", "\udc00b", "\udc00\ud800"})
  void textThatIsNoUnicodeIsRefused(String broken) {
    assertRefused(broken, body -> body.optionalString("f"), "a non-empty string");
    assertRefused(List.of(broken), body -> body.strings("f"), "a list of non-empty strings");
    assertThat(with("a\ud83d\ude00").optionalString("f")).isEqualTo("a\ud83d\ude00");
  }

  @Test
  void unknownFieldsAreNamedTogetherWithTheAcceptedOnes() {
    Body body = Body.of("weights", Map.of("b", 1, "lexicla", 2));
    body.number("lexical", 0, 0, 1);
    body.number("b", 0, 0, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(body::done)
        .withMessage("unknown field [weights.lexicla], accepted are [b, lexical]");
  }

  @Test
  void anUnknownFieldIsRefusedThoughItsValueIsNull() {
    Map<String, Object> fields = new HashMap<>();
    fields.put("other", null);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Body.of("", fields).done())
        .withMessageContaining("[other]");
  }

  @Test
  void thePathLeadsToTheField() {
    Map<String, Object> fields = Map.of("settings", 1);
    for (String path : List.of("create", "create.")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Body.of(path, fields).object("settings"))
          .withMessageContaining("[create.settings]");
    }
  }

  @Test
  void aLongValueIsShownInPart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("x".repeat(100_000)).bool("f", false))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
  }

  @Test
  void theMapThatIsReadStaysAsItWas() {
    Map<String, Object> fields = new HashMap<>(Map.of("f", 1));
    Body.of("", fields).take("f");
    assertThat(fields).containsEntry("f", 1);
  }

  @Test
  void readsTheRequestsBody() throws Exception {
    Body body = Body.of(request("{\"message\":\"\\u00e9\",\"size\":5}"));
    assertThat(body.string("message")).isEqualTo("é");
    assertThat(body.integer("size", 1, 1, 10)).isEqualTo(5);
    body.done();
    Body.of(new FakeRestRequest.Builder(NamedXContentRegistry.EMPTY).build()).done();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,2]", "[{\"message\":\"x\"}]", "3", "\"text\"", "null"})
  void aBodyThatIsNoObjectIsRefused(String json) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Body.of(request(json)))
        .withMessageContaining("must be a JSON object");
  }

  @Property
  void whateverIsThereNothingButIllegalArgumentIsThrown(@ForAll("values") Object value) {
    List<Consumer<Body>> getters =
        List.of(
            body -> body.string("f"),
            body -> body.oneOf("f", "x", List.of("x")),
            body -> body.integer("f", 0, -5, 5),
            body -> body.number("f", 0, -5, 5),
            body -> body.bool("f", true),
            body -> body.strings("f"),
            body -> body.object("f"),
            body -> body.objects("f"));
    for (Consumer<Body> getter : getters) {
      try {
        getter.accept(with(value));
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).contains("[f]");
      }
    }
  }

  @Provide
  Arbitrary<Object> values() {
    return Arbitraries.lazyOf(
        () -> Arbitraries.strings().ofMaxLength(10).asGeneric(),
        () -> Arbitraries.doubles().asGeneric(),
        () -> Arbitraries.longs().asGeneric(),
        () -> Arbitraries.of(true, false).asGeneric(),
        () -> values().list().ofMaxSize(3).asGeneric(),
        () ->
            Arbitraries.maps(Arbitraries.strings().ofMaxLength(3), values())
                .ofMaxSize(3)
                .asGeneric());
  }
}

package org.chatrec.rest.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensearch.core.common.bytes.BytesArray;

class RpcMessageTests {

  private static RpcMessage of(String body) {
    return RpcMessage.of(new BytesArray(body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ | -32700",
        "~~ | -32700",
        "nonsense | -32700",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}] | -32600",
        "{} | -32600",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"} | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"} | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"} | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1} | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7} | -32600",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[1]} | -32602",
      })
  void whatIsNoMessageIsRefusedByItsCode(String body, int code) {
    RpcException refused =
        catchThrowableOfType(RpcException.class, () -> of(body == null ? "" : body));
    assertThat(refused).isNotNull();
    assertThat(refused.code()).isEqualTo(code);
  }

  @Property
  void whateverComesIsAMessageOrRefused(@ForAll String body) {
    RpcException refused = catchThrowableOfType(RpcException.class, () -> of(body));
    assertThat(refused).isNotNull();
  }

  @Test
  void whoeverAskedHearsThatItWasTheirs() {
    RpcException refused =
        catchThrowableOfType(
            RpcException.class,
            () -> of("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"ping\",\"params\":[1]}"));
    assertThat(refused.id()).isEqualTo(7);
  }

  @Test
  void aNotificationAndAnAnswerWantNone() {
    assertThat(of("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}").wantsAnswer())
        .isFalse();
    assertThat(of("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}").wantsAnswer()).isFalse();
    assertThat(of("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"ping\"}").wantsAnswer()).isTrue();
  }
}

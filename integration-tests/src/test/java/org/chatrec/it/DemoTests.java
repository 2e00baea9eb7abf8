package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.chatrec.demo.DemoMain;
import org.chatrec.node.Commands;
import org.chatrec.node.Rest;
import org.junit.jupiter.api.Test;

/** The demonstration's own command against a running node, twice. */
@OnRealNode
class DemoTests {
  @Test
  void loadsEverythingAndASecondTimeChangesNothing(Rest rest) {
    URI node = rest.root();
    assertThat(demo("--url", node.toString())).contains("/_plugins/_chatrec/ui");
    long items = count(rest);
    assertThat(items).isGreaterThan(500);
    assertThat(demo("--url", node.toString())).contains("is there already", "known already");
    assertThat(count(rest)).isEqualTo(items);
  }

  private static long count(Rest rest) {
    return rest.get("/films/_count?q=_exists_:item_vector_meta.model")
        .orFail()
        .path("count")
        .asLong();
  }

  private static String demo(String... words) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    assertThat(Commands.run(new DemoMain(out), words)).isZero();
    return said.toString(StandardCharsets.UTF_8);
  }
}

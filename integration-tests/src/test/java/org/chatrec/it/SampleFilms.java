package org.chatrec.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.chatrec.demo.DemoMain;
import org.chatrec.node.Commands;
import org.chatrec.node.Rest;

/** The demo's catalogue of films with its people, for tests that look at what a visitor sees. */
final class SampleFilms {
  private SampleFilms() {}

  /** Loads it where it is not there yet. */
  static void load(Rest rest) {
    if (rest.get("/_plugins/_chatrec/catalogs/films").status() != 200) {
      PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
      assertThat(
              Commands.run(
                  new DemoMain(out), "--catalog", "films", "--url", rest.root().toString()))
          .isZero();
    }
  }
}

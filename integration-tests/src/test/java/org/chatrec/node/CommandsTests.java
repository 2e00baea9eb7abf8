package org.chatrec.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;

class CommandsTests {
  @Test
  void aFailureIsAStatusOfOne() {
    assertThat(Commands.run(new Failing())).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"node --port x", "node --unknown", "node --setting novalue", "fly"})
  void wrongUseIsAStatusOfTwo(String words) {
    assertThat(Commands.run(Launcher.command(), words.split(" "))).isEqualTo(2);
  }

  @Command(name = "failing")
  static final class Failing implements Runnable {
    @Override
    public void run() {
      throw new LaunchException("on purpose");
    }
  }
}

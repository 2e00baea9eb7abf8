package org.chatrec.node;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Runs a command so that whatever goes wrong ends in one clear last line and a bad status. */
public final class Commands {
  private static final int WRONG_USE = 2;
  private static final int FAILED = 1;

  private Commands() {}

  /**
   * Runs a command, which also knows {@code --help}.
   *
   * @param command an object with picocli's annotations
   * @param arguments the words after the program's name
   * @return the exit status: 0, 1 when the command failed, 2 when it was used wrongly
   */
  public static int run(Object command, String... arguments) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().mixinStandardHelpOptions(true);
    return line.setParameterExceptionHandler(
            (e, words) -> fail(e.getCommandLine().getErr(), e.getMessage(), WRONG_USE))
        .setExecutionExceptionHandler(
            (e, failed, parsed) -> fail(failed.getErr(), explain(e), FAILED))
        .execute(arguments);
  }

  private static int fail(PrintWriter err, String reason, int status) {
    err.println(reason.lines().reduce((before, last) -> before + "\n" + last).orElse("failed"));
    err.flush();
    return status;
  }

  private static String explain(Exception e) {
    return e instanceof LaunchException || e instanceof Rest.Unreachable
        ? String.valueOf(e.getMessage())
        : e.toString();
  }
}

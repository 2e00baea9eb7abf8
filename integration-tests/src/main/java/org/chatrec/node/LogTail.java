package org.chatrec.node;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The end of a node's logs, for an error message. */
final class LogTail {
  private static final int LINES = 25;
  private static final Pattern CAUSE =
      Pattern.compile(
          "(?m)^(?:Likely root cause|uncaught exception|Caused by|fatal error.*): *(.+)$|^(?:[\\w.]+(?:Exception|Error)): (.+)$");

  private LogTail() {}

  static String of(List<Path> logs) {
    return logs.stream()
        .filter(Files::exists)
        .map(Folders::read)
        .map(LogTail::end)
        .filter(text -> !text.isBlank())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The innermost reason named in the text, as an end to a sentence; empty when none is. */
  static String cause(String tail) {
    Matcher matcher = CAUSE.matcher(tail);
    String found = "";
    while (matcher.find()) {
      found = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }
    return found.isEmpty() ? "" : ": " + found;
  }

  private static String end(String text) {
    List<String> lines =
        text.lines().filter(line -> !line.startsWith("\tat ") && !line.isBlank()).toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())) + "\n";
  }
}

package org.chatrec.catalog.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be known of a language to look for its words; of a language without a file, nothing.
 *
 * @param stopWords that say nothing of what is asked for
 * @param carriers beginnings of sentences that carry a question, as words in a row, longest first,
 *     by their first word
 * @param runs the same without blanks, as scripts without blanks have them
 * @param hasForms whether {@link Forms} knows its plurals
 */
record Language(
    Set<String> stopWords,
    Map<String, List<List<String>>> carriers,
    Set<String> runs,
    boolean hasForms) {

  private static final List<String> FILES = List.of("en", "zh");
  private static final Language OTHER = read("");
  private static final Map<String, Language> KNOWN =
      FILES.stream().collect(Collectors.toUnmodifiableMap(file -> file, Language::read));

  /** Of an ISO 639-1 code. People ask in any language anywhere, so the carriers of all count. */
  static Language of(String code) {
    return KNOWN.getOrDefault(code, OTHER);
  }

  /** The same, of which only what was typed is looked for. */
  Language withoutForms() {
    return new Language(stopWords, carriers, runs, false);
  }

  private static Language read(String code) {
    Set<String> stop = new LinkedHashSet<>();
    List<List<String>> carriers = new ArrayList<>();
    for (String file : FILES) {
      boolean own = file.equals(code);
      for (String line : lines(file)) {
        String rest = line.substring(1).strip();
        if (line.startsWith("-") && own) {
          stop.addAll(List.of(rest.split("\\s+")));
        } else if (line.startsWith(">")) {
          carriers.addAll(expanded(rest.replace('’', '\'')));
        }
      }
    }
    carriers.sort((a, b) -> b.size() - a.size());
    return new Language(
        Set.copyOf(stop),
        carriers.stream().collect(Collectors.groupingBy(List::getFirst)),
        carriers.stream().map(words -> String.join("", words)).collect(Collectors.toSet()),
        code.equals("en"));
  }

  /** "(a|some) (film|films) about" stands for four. */
  private static List<List<String>> expanded(String pattern) {
    List<List<String>> all = List.of(List.of());
    for (String part : pattern.split("\\s+(?![^(]*\\))")) {
      List<String> choices =
          part.startsWith("(")
              ? List.of(part.substring(1, part.length() - 1).split("\\|"))
              : List.of(part);
      all =
          all.stream()
              .flatMap(
                  before ->
                      choices.stream()
                          .map(choice -> joined(before, List.of(choice.strip().split("\\s+")))))
              .toList();
    }
    return all;
  }

  private static List<String> joined(List<String> a, List<String> b) {
    return Stream.concat(a.stream(), b.stream()).collect(Collectors.toUnmodifiableList());
  }

  private static List<String> lines(String name) {
    try (InputStream in = Language.class.getResourceAsStream(name + ".txt")) {
      if (in == null) {
        throw new IllegalStateException("the jar has no words of [" + name + "]");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> line.length() > 1 && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

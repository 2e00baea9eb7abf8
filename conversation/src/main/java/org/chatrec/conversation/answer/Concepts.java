package org.chatrec.conversation.answer;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatrec.conversation.catalog.FieldRole;
import org.chatrec.conversation.catalog.Units;
import org.chatrec.conversation.text.Resources;
import org.chatrec.conversation.text.Tokenizer;

/** Finds the fields of an item that hold what a question asks for. */
final class Concepts {
  private static final Map<String, Set<String>> NAMES = read();

  private static final Set<String> SMALL = Set.of("is", "has", "in", "on", "of", "for");

  private Concepts() {}

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> names = new LinkedHashMap<>();
    for (String line : Resources.lines("answer/concepts.txt")) {
      String[] sides = line.split(" = ", 2);
      names.put(
          sides[0].strip(),
          Arrays.stream(sides[1].split(","))
              .map(Concepts::key)
              .collect(Collectors.toUnmodifiableSet()));
    }
    return names;
  }

  /** Fields of the item that hold it, those named by nothing else first. */
  static List<String> fields(ItemFields item, String concept) {
    List<String> byRole =
        item.names().stream()
            .filter(name -> isRole(item.role(name), concept))
            .sorted(Comparator.comparing(name -> isAnother(name, concept)))
            .toList();
    if (!byRole.isEmpty()) {
      return byRole;
    }
    Set<String> words = NAMES.getOrDefault(concept, Set.of());
    return item.names().stream().filter(name -> isNamed(item, name, words)).toList();
  }

  /** "List price" has a concept of its own, and is the price only where there is no other. */
  private static boolean isAnother(String name, String concept) {
    String whole = String.join(" ", FieldRole.nameParts(name));
    return NAMES.entrySet().stream()
        .anyMatch(other -> !other.getKey().equals(concept) && other.getValue().contains(whole));
  }

  /** What a field of that name holds; its name where that is nothing known. */
  static String of(String field) {
    List<String> parts = FieldRole.nameParts(field);
    return NAMES.entrySet().stream()
        .filter(concept -> parts.stream().anyMatch(concept.getValue()::contains))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(field);
  }

  private static boolean isRole(FieldRole role, String concept) {
    String name = role.name().toLowerCase(Locale.ROOT);
    return role != FieldRole.OTHER
        && (name.equals(concept) || name.equals("colour") && concept.equals("color"));
  }

  private static boolean isNamed(ItemFields item, String name, Set<String> words) {
    return !item.isText(name)
        && !item.isTitle(name)
        && (FieldRole.nameParts(name).stream().anyMatch(words::contains)
            || words.contains(String.join(" ", FieldRole.nameParts(name))));
  }

  /** Fields that the words name: all words of the field's name, or its last, are among them. */
  static List<String> named(ItemFields item, String words) {
    Set<String> said = Arrays.stream(key(words).split(" +")).collect(Collectors.toSet());
    return item.names().stream()
        .filter(name -> !item.isText(name) && !item.isTitle(name))
        .filter(name -> isSaid(item, name, said))
        .toList();
  }

  private static boolean isSaid(ItemFields item, String name, Set<String> said) {
    List<String> telling = telling(name);
    return !telling.isEmpty() && said.containsAll(telling)
        || item.labels(name).stream()
            .map(Concepts::key)
            .anyMatch(label -> said.containsAll(List.of(label.split(" "))));
  }

  /** The words of a field's name without its unit and small words. */
  private static List<String> telling(String name) {
    return FieldRole.nameParts(name).stream()
        .filter(part -> !SMALL.contains(part) && !Units.isUnit(part))
        .toList();
  }

  private static String key(String words) {
    return Tokenizer.key(words.strip().replace('_', ' '));
  }
}

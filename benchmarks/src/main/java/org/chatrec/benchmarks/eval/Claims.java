package org.chatrec.benchmarks.eval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.chatrec.conversation.language.Messages;
import org.chatrec.conversation.text.Language;
import org.chatrec.node.Rest;

/**
 * Checks an explanation against what is stored, without the code that wrote it: every quotation
 * stands in the item or is the title of a stored item, every number and every capitalised word is
 * in the item, in an item that the text names, or is the place and count of a popularity that is
 * counted anew; what is said to be avoided is not in the item; evidence is in the field it names;
 * where people are said to like both, the items' audiences are alike ({@link Audiences}). In
 * German, where every noun is capitalised, names outside quotations are not told from other words.
 */
final class Claims {

  private static final Pattern QUOTED = Pattern.compile("“([^”“]*)”|„([^“]*)“");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern ROLE = Pattern.compile("(执导|主演)$");

  private static final Pattern NAME =
      Pattern.compile("\\p{Lu}[\\p{L}'’-]*(?: \\p{Lu}[\\p{L}'’-]*)*");
  private static final Pattern AVOIDED =
      Pattern.compile("it is not ([^.]+)\\.|不是([^，。]+)[，。]|: nicht ([^.]+)\\.");
  private static final Pattern RANK =
      Pattern.compile("(?:number|Nummer) (\\d+) (?:of|von) (\\d+)|(\\d+)个中排第(\\d+)");
  private static final List<String> OPENINGS =
      List.of("As", "In", "Its", "It", "From", "People", "Nothing", "EUR", "GB");

  /** Fields by whose values something can be ruled out. */
  private static final List<String> EXCLUDABLE =
      List.of(
          "genres",
          "language",
          "country",
          "director",
          "cast",
          "category",
          "brand",
          "color",
          "material",
          "audience");

  private static final Pattern PREFIX =
      Pattern.compile(
          "^(directed by|with|in|made in|by|from|not|material|for|von|mit|in|Farbe:|Material:) ");

  private final Rest rest;
  private final String index;
  private final Audiences audiences;
  private final Map<String, String> itemByTitle = new HashMap<>();
  private final List<Double> popularities = new ArrayList<>();
  private final List<String> wrongs = new ArrayList<>();
  private int checked;

  Claims(Rest rest, String index) {
    this.rest = rest;
    this.index = index;
    JsonNode all =
        rest.post(
                "/" + index + "/_search",
                "{\"size\":10000,\"_source\":{\"excludes\":[\"*vector*\"]}}")
            .orFail();
    for (JsonNode hit : all.path("hits").path("hits")) {
      JsonNode source = hit.path("_source");
      itemByTitle.put(source.path("title").asText(), words(source));
      popularities.add(source.path("popularity").asDouble());
    }
    audiences = Audiences.of(rest, index);
  }

  /** Claims looked at so far. */
  int checked() {
    return checked;
  }

  List<String> wrongs() {
    return wrongs;
  }

  /**
   * Checks the explanation of a hit.
   *
   * @param answered whether the reply answers a question about it, so that there may be none
   */
  void check(JsonNode hit, Language language, boolean answered) {
    JsonNode stored =
        rest.get("/" + index + "/_doc/" + hit.path("id").asText()).orFail().path("_source");
    String explanation = hit.path("explanation").asText();
    String title = stored.path("title").asText();
    require(answered || !explanation.isBlank(), title, "there is no explanation");
    evidence(hit, stored, title);
    audiences
        .claimed(explanation)
        .forEach(
            other ->
                require(
                    audiences.areAlike(title, other), title, "the audience of [" + other + "]"));
    String rest = popularity(explanation, stored, title);
    rest = avoided(rest, stored, title);
    String said = quotations(rest, stored, title);
    numbers(said, stored, title);
    if (language != Language.GERMAN) {
      names(said, stored, title);
    }
  }

  private void evidence(JsonNode hit, JsonNode stored, String title) {
    for (JsonNode evidence : hit.path("evidence")) {
      String field = evidence.path("field").asText();
      String quote = unended(evidence.path("quote").asText());
      require(
          words(stored.path(field)).contains(quote),
          title,
          "[" + field + "] does not say [" + quote + "]");
    }
  }

  private String popularity(String explanation, JsonNode stored, String title) {
    Matcher rank = RANK.matcher(explanation);
    while (rank.find()) {
      boolean english = rank.group(1) != null;
      int place = Integer.parseInt(english ? rank.group(1) : rank.group(4));
      int of = Integer.parseInt(english ? rank.group(2) : rank.group(3));
      double own = stored.path("popularity").asDouble();
      long before = popularities.stream().filter(p -> p > own).count();
      require(place == before + 1 && of == popularities.size(), title, rank.group());
    }
    return rank.reset().replaceAll("");
  }

  private String avoided(String explanation, JsonNode stored, String title) {
    Matcher avoided = AVOIDED.matcher(explanation);
    while (avoided.find()) {
      for (String named : group(avoided).split(" or | and not |、| oder ")) {
        String value = PREFIX.matcher(named).replaceFirst("");
        require(!own(stored).contains(value), title, "it is " + value);
      }
    }
    return avoided.reset().replaceAll("");
  }

  /** What the item is, in all languages of replies. */
  private static Set<String> own(JsonNode stored) {
    Set<String> own = new HashSet<>();
    for (String field : EXCLUDABLE) {
      JsonNode values = stored.path(field);
      (values.isArray() ? values : List.of(values))
          .forEach(
              value ->
                  Arrays.stream(Language.values())
                      .forEach(one -> own.add(Messages.of(one).value(value.asText()))));
    }
    return own;
  }

  /** The group of an alternative that matched. */
  private static String group(Matcher matcher) {
    return IntStream.rangeClosed(1, matcher.groupCount())
        .mapToObj(matcher::group)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  /** Returns the text without quotations, and takes the items that these name as known. */
  private String quotations(String explanation, JsonNode stored, String title) {
    Matcher quoted = QUOTED.matcher(explanation);
    while (quoted.find()) {
      String quote = unended(group(quoted));
      require(
          words(stored).contains(quote) || itemByTitle.containsKey(group(quoted)),
          title,
          "nothing says [" + quote + "]");
    }
    return explanation;
  }

  private void numbers(String explanation, JsonNode stored, String title) {
    String known = words(stored);
    Matcher numbers = NUMBER.matcher(QUOTED.matcher(explanation).replaceAll(""));
    while (numbers.find()) {
      require(known.contains(numbers.group()), title, "the number " + numbers.group());
    }
  }

  private void names(String explanation, JsonNode stored, String title) {
    String known = words(stored);
    String said = QUOTED.matcher(explanation).replaceAll("");
    for (Matcher name = NAME.matcher(said); name.find(); ) {
      String own = name.group();
      for (String opening : OPENINGS) {
        own =
            own.startsWith(opening + " ") || own.equals(opening)
                ? own.substring(opening.length()).strip()
                : own;
      }
      own = ROLE.matcher(own).replaceFirst(""); // Chinese says it behind the name
      if (!own.isEmpty()) {
        require(known.contains(own), title, "the name " + own);
      }
    }
  }

  private void require(boolean holds, String title, String claim) {
    checked++;
    if (!holds) {
      wrongs.add(title + ": " + claim);
    }
  }

  /** A quotation that was cut short ends in an ellipsis. */
  private static String unended(String quote) {
    return quote.endsWith("…") ? quote.substring(0, quote.length() - 1) : quote;
  }

  /** All that a document says, on one line. */
  private static String words(JsonNode node) {
    StringBuilder words = new StringBuilder();
    if (node.isValueNode()) {
      words.append(node.asText()).append(' ');
    } else {
      node.forEach(child -> words.append(words(child)));
    }
    return words.toString().replaceAll("[\\p{Cntrl}]+", " ");
  }
}

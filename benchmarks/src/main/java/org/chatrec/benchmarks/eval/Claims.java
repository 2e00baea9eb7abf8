package org.chatrec.benchmarks.eval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chatrec.node.Rest;

/**
 * Checks an explanation against what is stored, without the code that wrote it: every quotation
 * stands in the item or is the title of a stored item, every number and every capitalised word is
 * in the item, in an item that the text names, or is the place and count of a popularity that is
 * counted anew; what is said to be avoided is not in the item; evidence is in the field it names;
 * where people are said to like both, the items' audiences are alike ({@link Audiences}).
 */
final class Claims {

  private static final Pattern QUOTED = Pattern.compile("“([^”]*)”");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern ROLE = Pattern.compile("(执导|主演)$");

  private static final Pattern NAME =
      Pattern.compile("\\p{Lu}[\\p{L}'’-]*(?: \\p{Lu}[\\p{L}'’-]*)*");
  private static final Pattern AVOIDED = Pattern.compile("it is not ([^.]+)\\.|不是([^，。]+)[，。]");
  private static final Pattern RANK = Pattern.compile("number (\\d+) of (\\d+)|(\\d+)个中排第(\\d+)");
  private static final List<String> OPENINGS =
      List.of("As", "In", "Its", "It", "From", "People", "Nothing");

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

  void check(JsonNode hit) {
    JsonNode stored =
        rest.get("/" + index + "/_doc/" + hit.path("id").asText()).orFail().path("_source");
    String explanation = hit.path("explanation").asText();
    String title = stored.path("title").asText();
    require(!explanation.isBlank(), title, "there is no explanation");
    evidence(hit, stored, title);
    audiences
        .claimed(explanation)
        .forEach(
            other ->
                require(
                    audiences.areAlike(title, other), title, "the audience of [" + other + "]"));
    String rest = popularity(explanation, stored, title);
    rest = avoided(rest, stored, title);
    names(quotations(rest, stored, title), stored, title);
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
      String values = avoided.group(1) == null ? avoided.group(2) : avoided.group(1);
      for (String named : values.split(" or | and not |、")) {
        String value = named.replaceFirst("^(directed by|with|in|made in|by|from|not) ", "");
        List<String> own = new ArrayList<>();
        List.of("genres", "language", "country", "director", "cast")
            .forEach(field -> stored.path(field).forEach(v -> own.add(v.asText())));
        require(!own.contains(value), title, "it is " + value);
      }
    }
    return avoided.reset().replaceAll("");
  }

  /** Returns the text without quotations, and takes the items that these name as known. */
  private String quotations(String explanation, JsonNode stored, String title) {
    Matcher quoted = QUOTED.matcher(explanation);
    while (quoted.find()) {
      String quote = unended(quoted.group(1));
      require(
          words(stored).contains(quote) || itemByTitle.containsKey(quoted.group(1)),
          title,
          "nothing says [" + quote + "]");
    }
    return explanation;
  }

  private void names(String explanation, JsonNode stored, String title) {
    String known = words(stored);
    String said = QUOTED.matcher(explanation).replaceAll("");
    Matcher numbers = NUMBER.matcher(said);
    while (numbers.find()) {
      require(known.contains(numbers.group()), title, "the number " + numbers.group());
    }
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

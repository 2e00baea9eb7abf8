package org.chatrec.conversation.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chatrec.conversation.text.Language;

/** The template's sentences in one language. */
enum Phrases {
  ENGLISH {
    @Override
    String met(Map<String, String> met) {
      return "It fits what you asked for: " + pairs(met, " ", "; ") + ".";
    }

    @Override
    String avoided(List<String> values) {
      return "It is without what you ruled out: " + String.join(", ", values) + ".";
    }

    @Override
    String quote(Evidence quote) {
      return "Its "
          + Facts.label(quote.field())
          + " says: “"
          + quote.quote()
          + "”"
          + stop(quote, ".");
    }

    @Override
    Optional<String> reason(String type, Optional<String> title, Map<String, String> shared) {
      return switch (type) {
        case "because_you_liked" ->
            title.map(
                t ->
                    shared.isEmpty()
                        ? "It is close to “" + t + "”, which you liked."
                        : "It is close to “"
                            + t
                            + "”, which you liked: both have "
                            + pairs(shared, " ", " and ")
                            + ".");
        case "close_in_meaning" -> Optional.of("Its text is close in meaning to your words.");
        case "similar_to" -> title.map(t -> "It is similar to “" + t + "”.");
        case "people_also" -> title.map(t -> "People who chose “" + t + "” also chose this.");
        case "popular" -> Optional.of("It is popular here.");
        case "new" -> Optional.of("It is new in the catalogue.");
        default -> Optional.empty();
      };
    }

    @Override
    Optional<String> mainPart(String part) {
      return switch (part) {
        case "lexical" -> Optional.of("It ranks here mainly because its text matches your words.");
        case "content" -> Optional.of("It ranks here mainly because it is close to what you like.");
        case "collaborative" ->
            Optional.of("It ranks here mainly because people with similar choices chose it.");
        case "popularity" -> Optional.of("It ranks here mainly because it is popular.");
        default -> Optional.empty();
      };
    }

    @Override
    String nothing() {
      return "It is here by its place in the ranking; nothing in it stands out for this request.";
    }

    @Override
    String separator() {
      return " ";
    }
  },
  CHINESE {
    @Override
    String met(Map<String, String> met) {
      return "符合您的要求：" + pairs(met, "：", "；") + "。";
    }

    @Override
    String avoided(List<String> values) {
      return "按您的意思，不含" + String.join("、", values) + "。";
    }

    @Override
    String quote(Evidence quote) {
      return Facts.label(quote.field()) + "中写道：“" + quote.quote() + "”" + stop(quote, "。");
    }

    @Override
    Optional<String> reason(String type, Optional<String> title, Map<String, String> shared) {
      return switch (type) {
        case "because_you_liked" ->
            title.map(
                t ->
                    shared.isEmpty()
                        ? "与您喜欢的“" + t + "”相近。"
                        : "与您喜欢的“" + t + "”相近，共同点：" + pairs(shared, "：", "；") + "。");
        case "close_in_meaning" -> Optional.of("内容与您的用词意思相近。");
        case "similar_to" -> title.map(t -> "与“" + t + "”相似。");
        case "people_also" -> title.map(t -> "选择“" + t + "”的人也选择了它。");
        case "popular" -> Optional.of("它在这里很受欢迎。");
        case "new" -> Optional.of("它是新上架的。");
        default -> Optional.empty();
      };
    }

    @Override
    Optional<String> mainPart(String part) {
      return switch (part) {
        case "lexical" -> Optional.of("排在这里主要是因为内容与您的用词相符。");
        case "content" -> Optional.of("排在这里主要是因为它接近您的喜好。");
        case "collaborative" -> Optional.of("排在这里主要是因为选择相近的人选了它。");
        case "popularity" -> Optional.of("排在这里主要是因为它受欢迎。");
        default -> Optional.empty();
      };
    }

    @Override
    String nothing() {
      return "它按排名列在这里，没有特别符合这次要求的地方。";
    }

    @Override
    String separator() {
      return "";
    }
  };

  static Phrases of(String message) {
    return Language.of(message) == Language.CHINESE ? CHINESE : ENGLISH;
  }

  abstract String met(Map<String, String> met);

  abstract String avoided(List<String> values);

  abstract String quote(Evidence quote);

  abstract Optional<String> reason(String type, Optional<String> title, Map<String, String> shared);

  abstract Optional<String> mainPart(String part);

  abstract String nothing();

  abstract String separator();

  /** A quotation that ends in a full stop needs no second one. */
  private static String stop(Evidence quote, String stop) {
    return quote.quote().matches("(?s).*[.!?…。！？]") ? "" : stop;
  }

  private static String pairs(Map<String, String> met, String colon, String separator) {
    return met.entrySet().stream()
        .map(e -> Facts.label(e.getKey()) + colon + e.getValue())
        .collect(Collectors.joining(separator));
  }
}

package org.chatrec.conversation.explain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chatrec.conversation.text.Language;

/** The template's sentences in one language, with what the catalogue calls its fields. */
abstract sealed class Phrases {

  private static final class English extends Phrases {
    English(Labels labels) {
      super(new EnglishWording(labels));
    }

    @Override
    String met(Map<String, List<String>> met) {
      return "As you asked: " + wording().all(met) + ".";
    }

    @Override
    String avoided(Map<String, List<String>> values) {
      return "As you wished, it is not "
          + values.entrySet().stream()
              .map(e -> wording().any(e.getKey(), e.getValue()))
              .collect(Collectors.joining(" and not "))
          + ".";
    }

    @Override
    String quote(Quote quote) {
      String field = wording().label(quote.field());
      String words = wording().list(quote.words().stream().map(w -> "“" + w + "”").toList());
      if (quote.isShort()) {
        return words.isEmpty()
            ? "Its " + field + " is “" + quote.text() + "”."
            : "Its " + field + " has " + words + ".";
      }
      return (words.isEmpty() ? "From its " + field : "Its " + field + " mentions " + words)
          + ": “"
          + quote.text()
          + "”"
          + stop(quote, ".");
    }

    @Override
    Optional<String> reason(
        String type, Optional<String> title, Map<String, List<String>> shared, Rank rank) {
      return switch (type) {
        case "because_you_liked" ->
            title.map(t -> "It is close to “" + t + "”, which you liked" + both(shared) + ".");
        case "close_in_meaning" -> Optional.of("Its text is close in meaning to your words.");
        case "similar_to" -> title.map(t -> "It is similar to “" + t + "”" + both(shared) + ".");
        case "people_also" -> title.map(t -> "People who like “" + t + "” tend to like it.");
        case "popular" ->
            Optional.of(
                rank.isKnown()
                    ? "It is popular here: number " + rank.rank() + " of " + rank.of() + "."
                    : "It is popular here.");
        case "new" -> Optional.of("It is new in the catalogue.");
        default -> Optional.empty();
      };
    }

    private String both(Map<String, List<String>> shared) {
      return shared.isEmpty() ? "" : " (both " + wording().all(shared) + ")";
    }

    @Override
    Optional<String> mainPart(String part) {
      return switch (part) {
        case "lexical" -> Optional.of("It is here mainly because its text matches your words.");
        case "semantic" ->
            Optional.of("It is here mainly because its text comes near your words in meaning.");
        case "nearest" ->
            Optional.of(
                "Nothing in its text matches the search directly; it is among the nearest in meaning.");
        case "similar" -> Optional.of("It is here mainly because it resembles what you named.");
        case "content" ->
            Optional.of("It is here mainly because it comes near what you have liked.");
        case "collaborative" ->
            Optional.of(
                "It is here mainly because it appeals to people whose choices are like yours.");
        case "popularity" -> Optional.of("It is here mainly because it is popular.");
        default -> Optional.empty();
      };
    }

    @Override
    String nothing() {
      return "It ranked well, but nothing in it stands out for what you asked.";
    }

    @Override
    String separator() {
      return " ";
    }
  }

  private static final class Chinese extends Phrases {
    Chinese(Labels labels) {
      super(new ChineseWording(labels));
    }

    @Override
    String met(Map<String, List<String>> met) {
      return "符合您的要求：" + wording().all(met) + "。";
    }

    @Override
    String avoided(Map<String, List<String>> values) {
      return "按您的意思，"
          + values.entrySet().stream()
              .map(
                  e ->
                      wording().label(e.getKey())
                          + "不是"
                          + wording().list(wording().measured(e.getKey(), e.getValue())))
              .collect(Collectors.joining("，"))
          + "。";
    }

    @Override
    String quote(Quote quote) {
      String field = wording().label(quote.field());
      String words = wording().list(quote.words().stream().map(w -> "“" + w + "”").toList());
      if (quote.isShort()) {
        return words.isEmpty() ? field + "是“" + quote.text() + "”。" : field + "里有" + words + "。";
      }
      return (words.isEmpty() ? field + "中写道" : field + "提到" + words)
          + "：“"
          + quote.text()
          + "”"
          + stop(quote, "。");
    }

    @Override
    Optional<String> reason(
        String type, Optional<String> title, Map<String, List<String>> shared, Rank rank) {
      return switch (type) {
        case "because_you_liked" -> title.map(t -> "与您喜欢的“" + t + "”相近" + both(shared) + "。");
        case "close_in_meaning" -> Optional.of("内容与您的描述意思相近。");
        case "similar_to" -> title.map(t -> "与“" + t + "”相似" + both(shared) + "。");
        case "people_also" -> title.map(t -> "喜欢“" + t + "”的人往往也喜欢它。");
        case "popular" ->
            Optional.of(
                rank.isKnown()
                    ? "它在这里很受欢迎，" + rank.of() + "个中排第" + rank.rank() + "。"
                    : "它在这里很受欢迎。");
        case "new" -> Optional.of("它是新上架的。");
        default -> Optional.empty();
      };
    }

    private String both(Map<String, List<String>> shared) {
      return shared.isEmpty() ? "" : "（共同点：" + wording().all(shared) + "）";
    }

    @Override
    Optional<String> mainPart(String part) {
      return switch (part) {
        case "lexical" -> Optional.of("它在这里，主要因为内容与您的用词相符。");
        case "semantic" -> Optional.of("它在这里，主要因为内容与您的描述意思接近。");
        case "nearest" -> Optional.of("没有与您的描述直接相符的内容，它只是其中最接近的之一。");
        case "similar" -> Optional.of("它在这里，主要因为它像您提到的那些。");
        case "content" -> Optional.of("它在这里，主要因为它接近您的喜好。");
        case "collaborative" -> Optional.of("它在这里，主要因为它合乎喜好与您相近的人的口味。");
        case "popularity" -> Optional.of("它在这里，主要因为它受欢迎。");
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
  }

  private static final class German extends Phrases {
    German(Labels labels) {
      super(new GermanWording(labels));
    }

    @Override
    String met(Map<String, List<String>> met) {
      return "Wie gewünscht: " + wording().all(met) + ".";
    }

    @Override
    String avoided(Map<String, List<String>> values) {
      return "Wie gewünscht, nicht dabei: "
          + values.entrySet().stream()
              .map(e -> wording().any(e.getKey(), e.getValue()))
              .collect(Collectors.joining(", "))
          + ".";
    }

    @Override
    String quote(Quote quote) {
      String field = wording().label(quote.field());
      String words = wording().list(quote.words().stream().map(w -> "„" + w + "“").toList());
      if (quote.isShort()) {
        return field + ": „" + quote.text() + "“.";
      }
      return field
          + (words.isEmpty() ? "" : " erwähnt " + words)
          + ": „"
          + quote.text()
          + "“"
          + stop(quote, ".");
    }

    @Override
    Optional<String> reason(
        String type, Optional<String> title, Map<String, List<String>> shared, Rank rank) {
      return switch (type) {
        case "because_you_liked" ->
            title.map(t -> "Es ähnelt „" + t + "“, das Ihnen gefiel" + both(shared) + ".");
        case "close_in_meaning" -> Optional.of("Der Text liegt nahe an dem, was Sie meinen.");
        case "similar_to" -> title.map(t -> "Es ähnelt „" + t + "“" + both(shared) + ".");
        case "people_also" -> title.map(t -> "Wem „" + t + "“ gefällt, dem gefällt oft auch dies.");
        case "popular" ->
            Optional.of(
                rank.isKnown()
                    ? "Hier beliebt: Nummer " + rank.rank() + " von " + rank.of() + "."
                    : "Hier beliebt.");
        case "new" -> Optional.of("Neu im Katalog.");
        default -> Optional.empty();
      };
    }

    private String both(Map<String, List<String>> shared) {
      return shared.isEmpty() ? "" : " (gemeinsam: " + wording().all(shared) + ")";
    }

    @Override
    Optional<String> mainPart(String part) {
      return switch (part) {
        case "lexical" -> Optional.of("Steht hier vor allem, weil der Text Ihre Worte enthält.");
        case "semantic" ->
            Optional.of("Steht hier vor allem, weil der Text dem nahekommt, was Sie meinen.");
        case "nearest" ->
            Optional.of(
                "Nichts im Text passt unmittelbar; es gehört zu dem, was am nächsten liegt.");
        case "similar" ->
            Optional.of("Steht hier vor allem, weil es dem ähnelt, was Sie genannt haben.");
        case "content" ->
            Optional.of("Steht hier vor allem, weil es dem nahekommt, was Ihnen gefiel.");
        case "collaborative" ->
            Optional.of("Steht hier vor allem, weil es Leuten gefällt, die wählen wie Sie.");
        case "popularity" -> Optional.of("Steht hier vor allem, weil es beliebt ist.");
        default -> Optional.empty();
      };
    }

    @Override
    String nothing() {
      return "Es steht weit vorn, doch nichts darin sticht für Ihre Frage hervor.";
    }

    @Override
    String separator() {
      return " ";
    }
  }

  private final Wording wording;

  private Phrases(Wording wording) {
    this.wording = wording;
  }

  static Phrases of(Language language, Labels labels) {
    return switch (language) {
      case CHINESE -> new Chinese(labels);
      case GERMAN -> new German(labels);
      case ENGLISH -> new English(labels);
    };
  }

  Wording wording() {
    return wording;
  }

  abstract String met(Map<String, List<String>> met);

  abstract String avoided(Map<String, List<String>> values);

  abstract String quote(Quote quote);

  /** A reason in words, if it is one of the known types. */
  Optional<String> reason(Reason reason) {
    return reason(reason.type(), Facts.title(reason), Facts.shared(reason), Rank.of(reason));
  }

  abstract Optional<String> reason(
      String type, Optional<String> title, Map<String, List<String>> shared, Rank rank);

  abstract Optional<String> mainPart(String part);

  abstract String nothing();

  abstract String separator();

  /** A quotation that ends in a full stop needs no second one. */
  private static String stop(Quote quote, String stop) {
    String text = quote.text();
    return !text.isEmpty() && ".!?…。！？".indexOf(text.charAt(text.length() - 1)) >= 0 ? "" : stop;
  }
}

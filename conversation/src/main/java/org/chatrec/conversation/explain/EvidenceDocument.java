package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.chatrec.conversation.text.Characters;
import org.chatrec.conversation.text.Language;

/** The data of a prompt about hits: the message and the numbered evidence of each hit. */
final class EvidenceDocument {
  private static final int MAX_MESSAGE = 500;

  private EvidenceDocument() {}

  static Map<String, Object> of(
      ExplainRequest request, Language language, List<NumberedEvidence> evidence) {
    List<Map<String, Object>> hits = new ArrayList<>();
    for (NumberedEvidence hit : evidence) {
      Map<String, Object> shown = new LinkedHashMap<>();
      shown.put("hit", hits.size() + 1);
      if (hit.seen()) {
        shown.put("seen", true);
      }
      shown.put("evidence", numbered(hit.lines()));
      hits.add(shown);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("language", language.name().toLowerCase(Locale.ROOT));
    document.put("hits", hits);
    document.put(
        "earlier", request.wanted().earlier().stream().map(EvidenceDocument::shortened).toList());
    document.put("message", shortened(request.message()));
    // of a message like "newer ones", only this tells what the hits were found by
    document.put("searched_for", request.hits().isEmpty() ? "" : request.hits().getFirst().words());
    document.putAll(wanted(request, language));
    if (request.choosing().isOpen()) {
      document.put("choose", request.choosing().most());
    } else {
      document.put("keep", true);
    }
    return document;
  }

  /** What "cheaper" and "more like it" are measured by; left out where there is nothing. */
  private static Map<String, Object> wanted(ExplainRequest request, Language language) {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("conditions", conditions(request, language));
    wanted.put(
        "like_items",
        NumberedEvidence.liked(request, language).stream()
            .map(item -> item.stream().map(line -> line.field() + ": " + line.quote()).toList())
            .toList());
    wanted.put("unmet", request.wanted().unmet());
    wanted.values().removeIf(value -> ((List<?>) value).isEmpty());
    return wanted;
  }

  /** What holds of all hits, in words. */
  static List<String> conditions(ExplainRequest request, Language language) {
    if (request.hits().isEmpty()) {
      return List.of();
    }
    HitFacts first = request.hits().getFirst();
    return new Wording(language, first.labels()).filters(first.metFilters());
  }

  /** Each with the number that it is cited by: nobody counts to sixteen without a slip. */
  private static List<String> numbered(List<Evidence> lines) {
    return IntStream.range(0, lines.size())
        .mapToObj(i -> (i + 1) + " " + lines.get(i).field() + ": " + lines.get(i).quote())
        .toList();
  }

  private static String shortened(String message) {
    return Characters.begin(message, MAX_MESSAGE);
  }
}

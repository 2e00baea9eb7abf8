package org.chatrec.conversation.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.chatrec.conversation.text.Language;

/** The data of a prompt about hits: the message and the numbered evidence of each hit. */
final class EvidenceDocument {
  private static final int MAX_MESSAGE = 500;

  private EvidenceDocument() {}

  /**
   * @param hits at least those of the evidence
   */
  static Map<String, Object> of(
      String message, Language language, List<HitFacts> hits, List<NumberedEvidence> evidence) {
    String searched = hits.isEmpty() ? "" : hits.getFirst().words();
    return of(message, searched, language, evidence);
  }

  private static Map<String, Object> of(
      String message, String searched, Language language, List<NumberedEvidence> evidence) {
    List<Map<String, Object>> hits = new ArrayList<>();
    for (NumberedEvidence hit : evidence) {
      List<Map<String, Object>> lines = new ArrayList<>();
      for (Evidence line : hit.lines()) {
        lines.add(Map.of("number", lines.size() + 1, "about", line.field(), "text", line.quote()));
      }
      hits.add(Map.of("hit", hits.size() + 1, "evidence", lines));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("language", language.name().toLowerCase(Locale.ROOT));
    document.put(
        "message", message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message);
    // of a message like "newer ones", only this tells what the hits were found by
    document.put("searched_for", searched);
    document.put("hits", hits);
    return document;
  }
}

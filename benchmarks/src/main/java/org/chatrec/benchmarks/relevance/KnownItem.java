package org.chatrec.benchmarks.relevance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.chatrec.benchmarks.report.Report;

/**
 * Somebody looks for one item and knows what it is called.
 *
 * @param kind of query, as rows name it
 * @param text the words
 * @param id the item
 */
record KnownItem(String kind, String text, String id) {

  /** The share of reciprocal ranks in the first ten. */
  static void report(Report report, String catalog, Shop shop, List<KnownItem> items) {
    for (String kind : items.stream().map(KnownItem::kind).distinct().toList()) {
      List<KnownItem> own = items.stream().filter(item -> item.kind().equals(kind)).toList();
      Figures figures =
          new Figures(catalog + ", " + kind, "MRR@10", own.stream().map(KnownItem::id).toList());
      figures.put("words", ranks(shop, own, item -> shop.words(item.text(), Set.of())));
      figures.put(
          "hybrid", ranks(shop, own, item -> shop.hybrid(item.text(), Shop.NOBODY, Set.of())));
      figures.put(
          "chat",
          own.stream().mapToDouble(item -> rank(shop.chat(item.text(), null, 10), item)).toArray());
      figures.report(report);
      figures.compare(report, "hybrid", "words");
    }
  }

  /** Some at random. */
  static List<KnownItem> draw(List<KnownItem> all, int most, long seed) {
    List<KnownItem> drawn = new ArrayList<>(all);
    Collections.shuffle(drawn, new Random(seed));
    return List.copyOf(drawn.subList(0, Math.min(most, drawn.size())));
  }

  private static double[] ranks(
      Shop shop, List<KnownItem> items, Function<KnownItem, ObjectNode> form) {
    List<List<String>> found = shop.search(items.stream().map(form).toList());
    double[] ranks = new double[items.size()];
    Arrays.setAll(ranks, i -> rank(found.get(i), items.get(i)));
    return ranks;
  }

  private static double rank(List<String> ids, KnownItem item) {
    int place = ids.indexOf(item.id());
    return place < 0 ? 0 : 1.0 / (place + 1);
  }
}

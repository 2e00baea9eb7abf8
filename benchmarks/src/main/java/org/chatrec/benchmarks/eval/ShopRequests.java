package org.chatrec.benchmarks.eval;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.plan.Intent;
import org.chatrec.conversation.plan.Op;
import org.chatrec.conversation.plan.Plan;
import org.chatrec.conversation.planner.Planner;
import org.chatrec.conversation.text.Tokenizer;

/**
 * Shoppers' requests as they write them (WebShop, Yao et al. 2022), and product queries. The
 * requests come without gold: an attribute counts as named where its words stand in the request,
 * with hyphens or "to" between them; the plan should have it as a wanted value. Product queries ask
 * how many of their words a plan keeps, as words or as values; dropping "for" and "with" is right.
 */
final class ShopRequests {
  private static final Set<String> FORM =
      Set.of("for", "with", "and", "the", "a", "an", "of", "in", "to", "on", "by", "from", "or");

  private final CatalogCard card;
  private final Map<String, Pattern> patterns = new LinkedHashMap<>();

  ShopRequests() {
    this.card = makeCard();
    card.fields().stream()
        .flatMap(field -> field.values().stream())
        .map(FieldValue::value)
        .sorted(Comparator.comparingInt(String::length).reversed())
        .forEach(value -> patterns.put(value, pattern(value)));
  }

  CatalogCard card() {
    return card;
  }

  private static CatalogCard readCard(String text) {
    List<CardField> fields = new ArrayList<>();
    for (String line : text.lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
      String name = line.substring(0, line.indexOf(':'));
      String[] values = line.substring(line.indexOf(':') + 1).strip().split(" \\| ");
      String[] range = values[0].split("-");
      fields.add(
          name.equals("price")
              ? CardField.number(
                  name,
                  FieldKind.DECIMAL,
                  Double.parseDouble(range[0]),
                  Double.parseDouble(range[1]))
              : CardField.keyword(
                  name, Arrays.stream(values).map(v -> new FieldValue(v, 100)).toList()));
    }
    return new CatalogCard("goods", "en", "title", fields);
  }

  private static CatalogCard makeCard() {
    try (InputStream in =
        Objects.requireNonNull(ShopRequests.class.getResourceAsStream("shop-attributes.txt"))) {
      return readCard(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the attributes", e);
    }
  }

  /** Whether the attributes that requests name are wanted by the plans. */
  void score(
      Path folder,
      Planner planner,
      int limit,
      String what,
      Report report,
      Optional<Errors> errors) {
    int named = 0;
    int found = 0;
    int whole = 0;
    int requests = 0;
    for (String request : requests(folder).stream().limit(limit).toList()) {
      List<String> gold = named(request);
      Set<String> wanted = wanted(plan(planner, request));
      List<String> missed = gold.stream().filter(v -> !wanted.contains(v)).toList();
      named += gold.size();
      found += gold.size() - missed.size();
      requests += gold.isEmpty() ? 0 : 1;
      whole += !gold.isEmpty() && missed.isEmpty() ? 1 : 0;
      if (!missed.isEmpty()) {
        errors.ifPresent(e -> e.tell("shop", request, "missed " + missed + ", has " + wanted));
      }
    }
    report.add(what, "attributes found", Tally.share(found, named), "share");
    report.add(what, "requests with all", Tally.share(whole, requests), "share");
    report.add(what, "attributes", named, "count");
  }

  /** Which share of the words of product queries the plans keep. */
  void keep(
      List<String> queries, Planner planner, String what, Report report, Optional<Errors> errors) {
    int words = 0;
    int kept = 0;
    for (String query : queries) {
      Plan plan = plan(planner, query);
      String all = plan.query() + " " + String.join(" ", wanted(plan));
      Set<String> has = Arrays.stream(Tokenizer.key(all).split(" ")).collect(Collectors.toSet());
      List<String> lost =
          Arrays.stream(Tokenizer.key(query).split(" "))
              .filter(word -> !FORM.contains(word))
              .filter(word -> !has.contains(word))
              .toList();
      int content =
          (int)
              Arrays.stream(Tokenizer.key(query).split(" ")).filter(w -> !FORM.contains(w)).count();
      words += content;
      kept += content - lost.size();
      if (!lost.isEmpty()) {
        errors.ifPresent(e -> e.tell("query", query, "lost " + lost + ", kept " + all));
      }
    }
    report.add(what, "words kept", Tally.share(kept, words), "share");
    report.add(what, "words", words, "count");
  }

  private Plan plan(Planner planner, String message) {
    return new Conversation(planner, card, plan -> List.of())
        .say(message)
        .map(outcome -> outcome.plan())
        .orElse(Plan.of(Intent.OTHER, 1));
  }

  private static Set<String> wanted(Plan plan) {
    return plan.filters().stream()
        .filter(f -> f.op() == Op.EQ || f.op() == Op.IN)
        .flatMap(f -> f.values().stream())
        .map(String::valueOf)
        .collect(Collectors.toSet());
  }

  /** Attributes in the request, the longest first, each place once. */
  private List<String> named(String request) {
    String rest = request.toLowerCase(Locale.ROOT);
    List<String> named = new ArrayList<>();
    for (Map.Entry<String, Pattern> attribute : patterns.entrySet()) {
      Matcher matcher = attribute.getValue().matcher(rest);
      if (matcher.find()) {
        named.add(attribute.getKey());
        rest = matcher.replaceAll(" # ");
      }
    }
    return named;
  }

  private static Pattern pattern(String value) {
    String words =
        Arrays.stream(value.split("[ -]"))
            .map(Pattern::quote)
            .collect(Collectors.joining("(?:[ -]| to )"));
    return Pattern.compile("(?<![\\w-])" + words + "(?![\\w-])");
  }

  private static List<String> requests(Path folder) {
    try {
      return List.of(
          new JsonMapper()
              .readValue(folder.resolve("human_goals_1_6000.json").toFile(), String[].class));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
  }

  /** Queries for furniture (WANDS) and for goods of all kinds (ESCI). */
  static List<String> queries(Path data) {
    try {
      List<String> queries = new ArrayList<>();
      for (String line :
          Files.readAllLines(data.resolve("wands-queries/query.csv")).subList(1, 481)) {
        queries.add(line.split("\t")[1]);
      }
      new JsonMapper()
          .readTree(data.resolve("esci-opensearch/esci_us_queryset.json").toFile())
          .get("querySetQueries")
          .forEach(query -> queries.add(query.get("queryText").asText()));
      return queries;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + data, e);
    }
  }
}

package org.chatrec.benchmarks.relevance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.chatrec.benchmarks.report.Report;
import org.chatrec.benchmarks.search.Viewer;
import org.chatrec.ranking.evaluation.ListQuality;

/**
 * Topics, asked by nobody in particular and by people: whether the hits are about the topic, and
 * whether they are what the person likes later.
 */
final class FilmTopics {

  private static final int SHOWN = 10;
  private static final int MOST_OF_A_CHAT = 50;
  private static final int WORD_HITS = 200;

  private final Shop shop;
  private final List<Topic> topics;
  private final List<Question> questions;
  private final Ratings ratings;
  private final Offline offline;
  private final Map<String, float[]> meanings;
  private final Map<String, Map<String, Double>> ease = new HashMap<>();

  FilmTopics(Shop shop, List<Topic> topics, List<Question> questions, Ratings ratings) {
    this.shop = shop;
    this.topics = topics;
    this.questions = questions;
    this.ratings = ratings;
    this.offline = new Offline(shop.itemVectors(), ratings.byItem(ratings.likes()));
    this.meanings =
        shop.embed(
            java.util.stream.Stream.concat(topics.stream(), questions.stream().map(Question::topic))
                .map(Topic::text)
                .toList());
    Ease model = new Ease(ratings, Ease.REGULARISATION);
    for (Question question : questions) {
      ease.computeIfAbsent(
          question.viewer().id(),
          id -> ratings.byItem(model.scores(ratings.of(question.viewer()))));
    }
  }

  /** Adds all rows. */
  List<TasteCurve.Point> run(Report report) {
    Figures nobody = nobody();
    nobody.report(report);
    for (String other : List.of("words", "meaning", "popularity", "offline")) {
      nobody.compare(report, "hybrid", other);
    }
    Figures topic = people();
    Figures later = later();
    topic.report(report);
    later.report(report);
    for (String way : List.of("hybrid", "chat", "offline")) {
      topic.compare(report, way + ", people", way + ", nobody");
      later.compare(report, way + ", people", way + ", nobody");
    }
    for (String way : List.of("hybrid", "chat")) {
      later.compare(report, way + ", people", "offline, people");
    }
    return new TasteCurve(this).points();
  }

  private Figures nobody() {
    Figures figures = new Figures("topic", "NDCG@10", topics.stream().map(Topic::text).toList());
    Map<String, Function<Topic, List<String>>> systems = new LinkedHashMap<>();
    figures.put("words", topicNdcg(search(t -> shop.words(t.text(), Set.of()))));
    figures.put("hybrid", topicNdcg(search(t -> shop.hybrid(t.text(), Shop.NOBODY, Set.of()))));
    systems.put("chat", topic -> shop.chat(topic.text(), null, SHOWN));
    systems.put("chat, a film about", t -> shop.chat("a film about " + t.text(), null, SHOWN));
    Map<String, Offline.Prepared> prepared = new HashMap<>();
    List<JsonNode> hits =
        shop.hits(topics.stream().map(t -> wide(shop.words(t.text(), Set.of()))).toList());
    for (int i = 0; i < topics.size(); i++) {
      String text = topics.get(i).text();
      prepared.put(text, offline.prepare(meaning(text), hits.get(i), Set.of()));
    }
    systems.put("offline", t -> rank(prepared, t.text(), Offline.Weights.NOBODY));
    systems.put("popularity", t -> rank(prepared, t.text(), new Offline.Weights(0, 0, 1, 0)));
    systems.put("meaning", t -> rank(prepared, t.text(), new Offline.Weights(0, 1, 0, 0)));
    systems.forEach(
        (name, system) -> figures.put(name, topicNdcg(topics.stream().map(system).toList())));
    return figures;
  }

  private List<String> rank(
      Map<String, Offline.Prepared> prepared, String text, Offline.Weights weights) {
    Offline.Prepared query = prepared.get(text);
    return query == null ? List.of() : offline.rank(query, Map.of(), weights);
  }

  private List<List<String>> search(Function<Topic, ObjectNode> form) {
    return shop.search(topics.stream().map(form).toList());
  }

  private double[] topicNdcg(List<List<String>> ranked) {
    double[] values = new double[ranked.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ListQuality.of(ranked.get(i), topics.get(i).films(), SHOWN).ndcg();
    }
    return values;
  }

  /** Whether people's hits are about the topic; nothing is left out. */
  private Figures people() {
    Figures figures = new Figures("topic of people", "NDCG@10", topicNames());
    ask(figures, false, question -> question.topic().films());
    return figures;
  }

  /** Whether hits are what the person likes later; what they know is left out. */
  private Figures later() {
    Figures figures = new Figures("later likes", "NDCG@10", viewerNames());
    ask(figures, true, Question::later);
    return figures;
  }

  private void ask(Figures figures, boolean newOnly, Function<Question, Set<String>> relevant) {
    figures.put("words", ndcg(all(q -> shop.words(q.topic().text(), known(q, newOnly))), relevant));
    figures.put("hybrid, nobody", ndcg(all(q -> hybrid(q, Shop.NOBODY, newOnly)), relevant));
    figures.put("hybrid, people", ndcg(all(q -> hybrid(q, q.viewer().id(), newOnly)), relevant));
    figures.put("chat, nobody", ndcg(chats(newOnly, q -> null), relevant));
    figures.put("chat, people", ndcg(chats(newOnly, q -> q.viewer().id()), relevant));
    List<Offline.Prepared> prepared = prepared(newOnly);
    figures.put("offline, nobody", ndcg(offline(prepared, 0), relevant));
    figures.put("offline, people", ndcg(offline(prepared, TASTE), relevant));
    figures.put("popularity", ndcg(offline(prepared, new Offline.Weights(0, 0, 1, 0)), relevant));
    figures.put("EASE", ndcg(offline(prepared, new Offline.Weights(0, 0, 0, 1)), relevant));
  }

  static final double TASTE = 0.2;

  private static Set<String> known(Question question, boolean newOnly) {
    return newOnly ? question.viewer().seen() : Set.of();
  }

  private ObjectNode hybrid(Question question, String user, boolean newOnly) {
    return shop.hybrid(question.topic().text(), user, known(question, newOnly));
  }

  List<List<String>> all(Function<Question, ObjectNode> form) {
    return shop.search(questions.stream().map(form).toList());
  }

  /** A chat takes no filter, so what is known is taken out of a long answer. */
  private List<List<String>> chats(boolean newOnly, Function<Question, String> user) {
    List<List<String>> ranked = new ArrayList<>();
    for (Question question : questions) {
      List<String> hits =
          new ArrayList<>(
              shop.chat(
                  question.topic().text(), user.apply(question), newOnly ? MOST_OF_A_CHAT : SHOWN));
      hits.removeAll(known(question, newOnly));
      ranked.add(hits);
    }
    return ranked;
  }

  List<Offline.Prepared> prepared(boolean newOnly) {
    List<JsonNode> hits =
        shop.hits(
            questions.stream()
                .map(q -> wide(shop.words(q.topic().text(), known(q, newOnly))))
                .toList());
    List<Offline.Prepared> prepared = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      Question question = questions.get(i);
      prepared.add(
          offline.prepare(meaning(question.topic().text()), hits.get(i), known(question, newOnly)));
    }
    return prepared;
  }

  List<List<String>> offline(List<Offline.Prepared> prepared, double taste) {
    return offline(prepared, Offline.Weights.NOBODY.withTaste(taste));
  }

  private List<List<String>> offline(List<Offline.Prepared> prepared, Offline.Weights weights) {
    List<List<String>> ranked = new ArrayList<>();
    for (int i = 0; i < questions.size(); i++) {
      Map<String, Double> taste = ease.getOrDefault(questions.get(i).viewer().id(), Map.of());
      ranked.add(offline.rank(prepared.get(i), taste, weights));
    }
    return ranked;
  }

  double[] ndcg(List<List<String>> ranked, Function<Question, Set<String>> relevant) {
    double[] values = new double[ranked.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ListQuality.of(ranked.get(i), relevant.apply(questions.get(i)), SHOWN).ndcg();
    }
    return values;
  }

  Shop shop() {
    return shop;
  }

  List<String> topicNames() {
    return questions.stream().map(q -> q.topic().text()).toList();
  }

  List<String> viewerNames() {
    return questions.stream().map(q -> q.viewer().id()).toList();
  }

  private float[] meaning(String text) {
    float[] vector = meanings.get(text);
    if (vector == null) {
      throw new IllegalStateException("no vector of " + text);
    }
    return vector;
  }

  private static ObjectNode wide(ObjectNode body) {
    return body.put("size", WORD_HITS);
  }

  /** People who have something to like later. */
  static List<Viewer> viewers(List<Viewer> all, Split split) {
    return all.stream().filter(v -> !v.laterLikes().isEmpty()).filter(split::has).toList();
  }
}

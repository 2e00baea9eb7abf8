package org.chatrec.benchmarks.relevance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.chatrec.demo.Dataset;

/** Made-up people of a shop, each of a category, and the products that are left out at first. */
final class NewItemsPeople {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int CATEGORIES = 10;
  private static final int PEOPLE = 22;

  /** Fewer products say nothing of a category once one is left out. */
  private static final int PRODUCTS = 6;

  private static final int FURTHER_CATEGORIES = 2;
  private static final int DAYS = 60;

  private final Dataset shop;
  private final Random random;
  private final List<Dataset.Item> left = new ArrayList<>();
  private final List<ObjectNode> events = new ArrayList<>();
  private final Map<String, String> itemsByPerson = new LinkedHashMap<>();

  NewItemsPeople(Dataset shop, Random random) {
    this.shop = shop;
    this.random = random;
    Map<String, List<Dataset.Item>> products = products();
    List<String> categories =
        new ArrayList<>(
            products.keySet().stream()
                .filter(category -> products.get(category).size() >= PRODUCTS)
                .toList());
    Collections.shuffle(categories, random);
    categories = categories.subList(0, CATEGORIES);
    for (String category : categories) {
      left.add(takeOne(products.get(category)));
    }
    for (int n = 0; n < categories.size(); n++) {
      for (int number = 0; number < PEOPLE; number++) {
        String person = "person-" + n + "-" + number;
        itemsByPerson.put(person, left.get(n).id());
        bought(categories.get(n), products).forEach(id -> events.add(purchase(person, id)));
      }
    }
  }

  /** Products by category, one of each family. */
  private Map<String, List<Dataset.Item>> products() {
    return shop.items().stream()
        .filter(item -> !item.source().has("variant_of"))
        .collect(
            Collectors.groupingBy(
                item -> item.source().path("category").asText(),
                TreeMap::new,
                Collectors.toCollection(ArrayList::new)));
  }

  /** Takes a product away that is of a family of its own. */
  private Dataset.Item takeOne(List<Dataset.Item> products) {
    Set<String> varied =
        shop.items().stream()
            .map(item -> item.source().path("variant_of").asText())
            .collect(Collectors.toSet());
    List<Dataset.Item> single =
        products.stream().filter(item -> !varied.contains(item.id())).toList();
    Dataset.Item one = single.get(random.nextInt(single.size()));
    products.remove(one);
    return one;
  }

  private Set<String> bought(String category, Map<String, List<Dataset.Item>> products) {
    Set<String> bought = new LinkedHashSet<>(some(products.get(category), 3 + random.nextInt(3)));
    List<String> others = new ArrayList<>(products.keySet());
    others.remove(category);
    Collections.shuffle(others, random);
    for (String other : others.subList(0, FURTHER_CATEGORIES)) {
      bought.addAll(some(products.get(other), 1 + random.nextInt(3)));
    }
    String any = others.get(random.nextInt(others.size()));
    bought.addAll(some(products.get(any), 1));
    return bought;
  }

  private List<String> some(List<Dataset.Item> items, int many) {
    List<String> ids = new ArrayList<>(items.stream().map(Dataset.Item::id).toList());
    Collections.shuffle(ids, random);
    return ids.subList(0, Math.min(many, ids.size()));
  }

  private ObjectNode purchase(String person, String item) {
    Duration ago = Duration.ofHours(24L + random.nextInt(DAYS * 24));
    return JSON.createObjectNode()
        .put("event_id", person + "-" + item)
        .put("user_id", person)
        .put("item_id", item)
        .put("type", "purchase")
        .put("timestamp", Instant.now().minus(ago).toString());
  }

  /** The shop without what comes later, as a catalogue of this name. */
  Dataset before(String name) {
    Set<String> later = left.stream().map(Dataset.Item::id).collect(Collectors.toSet());
    ObjectNode definition = shop.definition().deepCopy().put("index", name);
    List<Dataset.Item> early =
        shop.items().stream().filter(item -> !later.contains(item.id())).toList();
    return new Dataset(name, definition, early, List.copyOf(events), shop.examples());
  }

  /** What comes after training. */
  List<Dataset.Item> left() {
    return List.copyOf(left);
  }

  /** The new item that fits each person. */
  Map<String, String> itemsByPerson() {
    return Collections.unmodifiableMap(itemsByPerson);
  }
}

package org.chatrec.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.chatrec.catalog.rules.BusinessRules;
import org.chatrec.catalog.support.Queries;
import org.chatrec.catalog.words.CatalogWords;
import org.chatrec.catalog.words.Synonyms;
import org.chatrec.catalog.words.WordsOptions;
import org.chatrec.conversation.catalog.Faq;
import org.jspecify.annotations.Nullable;
import org.opensearch.index.query.QueryBuilder;

/**
 * A declared catalogue, as stored and as {@code GET /catalogs/{c}} shows it.
 *
 * @param name lower-case name in the URL
 * @param index the index that holds the items
 * @param titleField the field that names an item to people
 * @param textFields fields searched for words, with an optional boost as in {@code title^3}
 * @param filterFields fields that plans may filter and sort on
 * @param model name of the embedding model
 * @param embedFields fields whose text is embedded, in order
 * @param vectorField k-NN field with the content vector
 * @param collaborativeField k-NN field with the collaborative vector, or null
 * @param popularityField numeric field with the popularity, or null
 * @param weights how the parts of a score are weighed when a request does not say, and who says so
 * @param popularityPivot the popularity that counts one half; set by training
 * @param language language of the item texts, ISO 639-1
 * @param words how the words of free text are looked for
 * @param synonyms that are looked for as well
 * @param faq what is answered to questions that no item answers
 * @param rerank how the best hits are put into order once more, or null
 * @param roles what single fields are
 * @param people what catalogues name that share what a person is interested in, or null
 * @param filter a query that every item of every answer fulfils, or null
 * @param rules of the business
 * @param paths where documents have the values of fields
 * @param created whether this plugin made the index
 */
public record Catalog(
    String name,
    String index,
    String titleField,
    List<String> textFields,
    List<String> filterFields,
    String model,
    List<String> embedFields,
    String vectorField,
    @Nullable String collaborativeField,
    @Nullable String popularityField,
    CatalogWeights weights,
    double popularityPivot,
    String language,
    WordsOptions words,
    Synonyms synonyms,
    Faq faq,
    @Nullable Rerank rerank,
    FieldRoles roles,
    @Nullable String people,
    @Nullable Map<String, Object> filter,
    BusinessRules rules,
    ItemPaths paths,
    boolean created) {

  /** BM25 score that counts one half; about what one good word match gives. */
  public static final double LEXICAL_PIVOT = 10;

  /** Popularity that counts one half before training has seen the real spread. */
  public static final double DEFAULT_POPULARITY_PIVOT = 10;

  /** In {@link #collaborativeMetaField}: which training the vector is of. */
  public static final String GENERATION = "generation";

  /** The mapping of {@link #collaborativeMetaField}. */
  public static final Map<String, Object> GENERATIONS =
      Map.of("properties", Map.of(GENERATION, Map.of("type", "long")));

  /** The field that says of which training a collaborative vector is, or null. */
  public @Nullable String collaborativeMetaField() {
    return collaborativeField == null ? null : collaborativeField + "_meta";
  }

  /**
   * The field that says which training an item was last learned in: beside the collaborative
   * vector, or where there is none, beside the popularity; null where nothing is learned.
   */
  public @Nullable String learnedMetaField() {
    return collaborativeField != null || popularityField == null
        ? collaborativeMetaField()
        : popularityField + "_meta";
  }

  /** Where that field holds the training's number, or null. */
  public @Nullable String generationField() {
    return collaborativeField == null ? null : collaborativeMetaField() + "." + GENERATION;
  }

  /** The ingest pipeline and the search pipeline that {@code create} makes. */
  public String pipeline() {
    return "chatrec-" + name;
  }

  /** The fields that training writes, and nobody else's values are in. */
  public List<String> learnedFields() {
    return Stream.of(collaborativeField, learnedMetaField(), popularityField)
        .filter(Objects::nonNull)
        .toList();
  }

  /** What the rescorer needs to know. */
  public CatalogSignals signals() {
    return new CatalogSignals(
        index,
        vectorField,
        collaborativeField,
        popularityField,
        weights.values(),
        LEXICAL_PIVOT,
        popularityPivot,
        new CatalogSignals.Titles(index, titleField),
        searchedWords(),
        rerank,
        new CatalogSignals.Telling(roles.variantOf(), filterFields, isTitleAll()),
        paths);
  }

  /** The same catalogue with a newly measured popularity pivot. */
  public Catalog withPopularityPivot(double pivot) {
    return with(weights, pivot, created);
  }

  /** The same catalogue with other weights. */
  public Catalog withWeights(CatalogWeights other) {
    return with(other, popularityPivot, created);
  }

  /** The same catalogue with other rules. */
  public Catalog withRules(BusinessRules others) {
    return with(model, vectorField, weights, popularityPivot, others, paths, created);
  }

  /** The same catalogue over an index with that mapping. */
  public Catalog mapped(Map<String, Map<String, Object>> fields) {
    List<String> read = new ArrayList<>(filterFields);
    read.addAll(plainTextFields());
    read.addAll(embedFields);
    read.add(titleField);
    return with(
        model, vectorField, weights, popularityPivot, rules, ItemPaths.of(read, fields), created);
  }

  /** A field's value in an item's document, or null. */
  public @Nullable Object value(Map<String, Object> source, String field) {
    return paths.value(source, field);
  }

  /** Whether an item's title is all of its text that is embedded. */
  public boolean isTitleAll() {
    return embedFields.equals(List.of(titleField));
  }

  /** An item's title, the first where it has several, or its id where it has none. */
  public String title(Map<String, Object> source, String id) {
    Object title = value(source, titleField);
    Object first = title instanceof List<?> several ? several.getFirst() : title;
    String text = first == null ? "" : first.toString();
    return text.isBlank() ? id : text;
  }

  /** The query that every item of every answer fulfils, or null. */
  public @Nullable QueryBuilder always() {
    return filter == null ? null : Queries.of(filter);
  }

  /** The same catalogue over an index that this plugin made. */
  public Catalog asCreated() {
    return with(weights, popularityPivot, true);
  }

  /** The same catalogue with vectors of another model in another field. */
  public Catalog on(String otherModel, String otherField) {
    return with(otherModel, otherField, weights, popularityPivot, rules, paths, created);
  }

  private Catalog with(CatalogWeights weighed, double pivot, boolean made) {
    return with(model, vectorField, weighed, pivot, rules, paths, made);
  }

  private Catalog with(
      String itsModel,
      String itsField,
      CatalogWeights weighed,
      double pivot,
      BusinessRules itsRules,
      ItemPaths itsPaths,
      boolean made) {
    return new Catalog(
        name,
        index,
        titleField,
        textFields,
        filterFields,
        itsModel,
        embedFields,
        itsField,
        collaborativeField,
        popularityField,
        weighed,
        pivot,
        language,
        words,
        synonyms,
        faq,
        rerank,
        roles,
        people,
        filter,
        itsRules,
        itsPaths,
        made);
  }

  /** How words are read: as declared, and what the items are called, where names tell. */
  public WordsOptions readWords() {
    List<String> fields = new ArrayList<>(filterFields);
    fields.addAll(textFields);
    fields.addAll(embedFields);
    return words.named(List.of(name, index), fields);
  }

  /** Where and how words are looked for. */
  public CatalogWords searchedWords() {
    return new CatalogWords(
        textFields.stream().map(CatalogWords.Field::of).toList(), language, readWords(), synonyms);
  }

  /** The words of titles alone. */
  public CatalogWords titleWords() {
    return new CatalogWords(
        List.of(new CatalogWords.Field(titleField, 1)), language, words, synonyms);
  }

  /** The words of the longer texts, which say what an item has. */
  public CatalogWords longTextWords() {
    return new CatalogWords(
        longTextFields().stream().map(field -> new CatalogWords.Field(field, 1)).toList(),
        language,
        words,
        synonyms);
  }

  /** The text fields that are neither the title nor filtered on. */
  public List<String> longTextFields() {
    return plainTextFields().stream()
        .filter(field -> !field.equals(titleField) && !filterFields.contains(field))
        .toList();
  }

  /** The text fields without their boosts. */
  public List<String> plainTextFields() {
    return textFields.stream().map(Catalog::withoutBoost).toList();
  }

  /** A field of {@link #textFields} without its boost. */
  public static String withoutBoost(String field) {
    int caret = field.indexOf('^');
    return caret < 0 ? field : field.substring(0, caret);
  }

  /** The catalogue as plain values, the form of the store and of the REST answer. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("index", index);
    map.put("title_field", titleField);
    map.put("text_fields", textFields);
    map.put("filter_fields", filterFields);
    map.put("model", model);
    map.put("embed_fields", embedFields);
    map.put("vector_field", vectorField);
    if (collaborativeField != null) {
      map.put("collaborative_field", collaborativeField);
    }
    if (popularityField != null) {
      map.put("popularity_field", popularityField);
    }
    map.put("weights", weights.values().asMap());
    map.put("weights_from", weights.origin());
    map.put("popularity_pivot", popularityPivot);
    map.put("language", language);
    map.put(WordsOptions.NAME, words.toMap());
    if (!synonyms.lines().isEmpty()) {
      map.put("synonyms", synonyms.lines());
    }
    if (!faq.entries().isEmpty()) {
      map.put(DeclaredFaq.NAME, DeclaredFaq.toList(faq));
    }
    if (rerank != null) {
      map.put(Rerank.NAME, rerank.toMap());
    }
    if (!roles.equals(FieldRoles.NONE)) {
      map.put(FieldRoles.NAME, roles.toMap());
    }
    if (people != null) {
      map.put("people", people);
    }
    if (filter != null) {
      map.put("filter", filter);
    }
    if (!rules.equals(BusinessRules.NONE)) {
      map.put(BusinessRules.NAME, rules.toMap());
    }
    if (!paths.equals(ItemPaths.NONE)) {
      map.put(ItemPaths.NAME, paths.toMap());
    }
    map.put("created", created);
    return map;
  }
}

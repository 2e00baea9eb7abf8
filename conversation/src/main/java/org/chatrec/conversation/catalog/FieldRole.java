package org.chatrec.conversation.catalog;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chatrec.conversation.text.Tokenizer;

/**
 * What a field is about: as its owner says, else guessed from its name and, for years, its range:
 * enough to know that "cheaper" is about {@code unit_price} and "directed by" about {@code
 * director_name}.
 */
public enum FieldRole {
  YEAR("year", "date", "released", "release", "published", "publication", "年份", "年代", "上映"),
  DURATION("runtime", "duration", "length", "minutes", "时长", "片长", "长度"),
  PRICE("price", "cost", "amount", "fare", "msrp", "价格", "价钱", "价位"),
  RATING("rating", "score", "stars", "vote", "评分", "得分", "分数"),
  POPULARITY("popularity", "popular", "views", "sales", "downloads"),
  DIRECTOR("director", "directed", "导演"),
  CAST("cast", "actor", "actress", "starring", "performer", "演员"),
  AUTHOR("author", "writer", "creator", "artist", "singer", "composer", "作者"),
  /** Free words of many people: none of them is on every item that it would suit. */
  TAG("tag", "keyword", "标签"),
  GENRE(
      "genre",
      "category",
      "topic",
      "subject",
      "style",
      "type",
      "department",
      "dept",
      "类型",
      "分类",
      "类别",
      "题材"),
  LANGUAGE("language", "lang", "语言", "语种"),
  COUNTRY("country", "nation", "region", "国家", "地区", "产地"),
  BRAND("brand", "manufacturer", "maker", "vendor", "label", "publisher", "品牌"),
  COLOUR("color", "colour", "颜色"),
  SIZE("size", "尺码", "尺寸"),
  GENDER("gender", "sex", "性别"),
  AGE("age", "年龄"),
  STOCK("stock", "available", "availability", "inventory", "库存", "有货"),
  /** A person in another part than those above. Only said, as are the following. */
  PERSON,
  TITLE("title", "name", "titel", "标题", "名称"),
  SKU,
  VARIANT_OF,
  OTHER;

  /** In declarations; the first word of a role is its usual one. */
  private static final Map<String, FieldRole> DECLARED = declared();

  private static final Set<String> OF_ITEMS = Set.of("kind", "product", "item", "article");

  private final Set<String> names;

  FieldRole(String... names) {
    this.names = Set.of(Arrays.stream(names).map(Tokenizer::key).toArray(String[]::new));
  }

  /** What it is about, as said, or else as guessed. */
  public static FieldRole of(CardField field) {
    FieldRole said = field.said().role();
    return said == null ? guessed(field) : said;
  }

  private static FieldRole guessed(CardField field) {
    List<String> parts = nameParts(field.name());
    return Arrays.stream(values())
        .filter(role -> role.fits(field.kind()) && parts.stream().anyMatch(role.names::contains))
        .filter(role -> role != DURATION || !Units.isNoTime(field.name()))
        .findFirst()
        .orElseGet(() -> guessedByRange(field, parts));
  }

  private static FieldRole guessedByRange(CardField field, List<String> parts) {
    if (field.kind() == FieldKind.KEYWORD && OF_ITEMS.containsAll(parts)) {
      return GENRE; // the kind of a product, and not of its fabric
    }
    return hasYearRange(field) || field.kind() == FieldKind.DATE ? YEAR : OTHER;
  }

  /** The card's first field in this role. */
  public Optional<CardField> in(CatalogCard card) {
    return card.fields().stream().filter(f -> of(f) == this).findFirst();
  }

  /**
   * A role by the word of declarations.
   *
   * @return empty for a word that is none
   */
  public static Optional<FieldRole> named(String word) {
    return Optional.ofNullable(DECLARED.get(word));
  }

  /** The words of declarations. */
  public static Set<String> words() {
    return DECLARED.keySet();
  }

  /** What a declaration would say of a field that is in this role by its name. */
  public Optional<String> word(String fieldName) {
    List<String> ours =
        DECLARED.entrySet().stream()
            .filter(e -> e.getValue() == this)
            .map(Map.Entry::getKey)
            .toList();
    List<String> parts = nameParts(fieldName);
    return ours.stream().filter(parts::contains).findFirst().or(() -> ours.stream().findFirst());
  }

  /** Whether its values are names, the same in every language. */
  public boolean isName() {
    return this == TITLE || this == BRAND || isPerson();
  }

  /** Words that name a field in this role, as keys. */
  public Set<String> names() {
    return names;
  }

  public boolean isPerson() {
    return this == DIRECTOR || this == CAST || this == AUTHOR || this == PERSON;
  }

  /** Whether items usually have several values, so that "A and B" can mean both. */
  public boolean isManyValued() {
    return this == GENRE || this == CAST || this == TAG;
  }

  /** Whether things that are one and the same otherwise differ in it. */
  public boolean isOfVariants() {
    return this == COLOUR || this == SIZE || this == PRICE || this == STOCK || this == SKU;
  }

  /** The name's words: split at punctuation and where small letters end. */
  public static List<String> nameParts(String fieldName) {
    String spaced = fieldName.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2").replaceAll("[._-]", " ");
    return List.of(Tokenizer.key(spaced).split(" "));
  }

  private boolean fits(FieldKind kind) {
    return switch (this) {
      case YEAR -> kind.isOrdered();
      case DURATION, PRICE, RATING, POPULARITY -> kind.isNumeric();
      case AGE -> kind.isNumeric() || kind == FieldKind.KEYWORD;
      case STOCK -> kind.isNumeric() || kind == FieldKind.BOOLEAN;
      case PERSON, TITLE, SKU, VARIANT_OF, OTHER -> false;
      default -> kind == FieldKind.KEYWORD;
    };
  }

  private static boolean hasYearRange(CardField field) {
    Double min = field.min();
    Double max = field.max();
    return field.kind() == FieldKind.INTEGER
        && min != null
        && max != null
        && min >= 1800
        && max <= 2100;
  }

  private static Map<String, FieldRole> declared() {
    Map<String, FieldRole> words = new LinkedHashMap<>();
    Arrays.stream(values())
        .filter(role -> role != OTHER && role != COLOUR)
        .forEach(role -> words.put(role.name().toLowerCase(Locale.ROOT), role));
    words.put("color", COLOUR);
    words.put("category", GENRE);
    words.put("type", GENRE);
    words.put("date", YEAR);
    return Collections.unmodifiableMap(words);
  }
}

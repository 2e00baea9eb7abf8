package org.chatrec.conversation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.chatrec.conversation.planner.RulesPlanner;
import org.chatrec.conversation.planner.TitleLookup;
import org.chatrec.conversation.state.ShownItem;
import org.chatrec.conversation.text.Tokenizer;

/** Two small catalogues, what was shown from them, and a planner over them. */
public final class Fixtures {
  private Fixtures() {}

  public static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC);

  public static final CatalogCard FILMS =
      new CatalogCard(
          "movies",
          "en",
          "title",
          List.of(
              keyword(
                  "genres",
                  "Drama",
                  "Comedy",
                  "Action",
                  "Thriller",
                  "Science Fiction",
                  "Horror",
                  "Romance",
                  "Crime",
                  "Adventure",
                  "Animation",
                  "Fantasy",
                  "Family",
                  "Mystery",
                  "War",
                  "Western",
                  "Documentary",
                  "Musical",
                  "Film-Noir"),
              keyword(
                  "director",
                  "Christopher Nolan",
                  "Quentin Tarantino",
                  "Alfred Hitchcock",
                  "Clint Eastwood",
                  "Jean-Pierre Jeunet",
                  "Ridley Scott",
                  "Sofia Coppola",
                  "Francis Ford Coppola",
                  "Pedro Almodóvar",
                  "Wong Kar-wai",
                  "张艺谋"),
              keyword(
                  "cast",
                  "Tom Hanks",
                  "Meg Ryan",
                  "Clint Eastwood",
                  "Sigourney Weaver",
                  "Harrison Ford",
                  "Audrey Tautou",
                  "Penélope Cruz",
                  "Prince"),
              keyword(
                  "country",
                  "United States",
                  "France",
                  "Japan",
                  "South Korea",
                  "China",
                  "United Kingdom"),
              keyword(
                  "language",
                  "English",
                  "French",
                  "Japanese",
                  "Spanish",
                  "Chinese",
                  "Korean",
                  "German"),
              CardField.number("year", FieldKind.INTEGER, 1920, 2024),
              CardField.number("runtime", FieldKind.INTEGER, 60, 240),
              CardField.number("rating", FieldKind.DECIMAL, 1, 10)));

  public static final CatalogCard SHOP =
      new CatalogCard(
          "shop",
          "en",
          "name",
          List.of(
              keyword(
                  "brand",
                  "Nike",
                  "Adidas",
                  "Sony",
                  "Samsung",
                  "Apple",
                  "Levi's",
                  "North Face",
                  "Bosch"),
              keyword(
                  "category",
                  "Shoes",
                  "Shirts",
                  "Laptops",
                  "Headphones",
                  "Jackets",
                  "Phones",
                  "Home & Kitchen",
                  "Toys",
                  "Dresses"),
              keyword("colour", "red", "blue", "black", "white", "green", "grey"),
              keyword("size", "S", "M", "L", "XL"),
              CardField.number("price", FieldKind.DECIMAL, 3.5, 2500),
              CardField.number("rating", FieldKind.DECIMAL, 1, 5),
              new CardField("release_date", FieldKind.DATE, List.of(), null, null),
              new CardField("in_stock", FieldKind.BOOLEAN, List.of(), null, null)));

  public static final List<ShownItem> SHOWN_FILMS =
      List.of(
          film("f1", "Alien", 1979, 117, "Ridley Scott", "Horror", "Science Fiction"),
          film("f2", "Heat", 1995, 170, "Michael Mann", "Crime"),
          film("f3", "Amélie", 2001, 122, "Jean-Pierre Jeunet", "Comedy", "Romance"),
          film("f4", "Psycho", 1960, 109, "Alfred Hitchcock", "Horror"));

  public static final List<ShownItem> SHOWN_GOODS =
      List.of(
          good("g1", "Air Runner", 120.0, "Nike", "red"),
          good("g2", "Street One", 80.0, "Adidas", "blue"),
          good("g3", "City Walk", 60.0, "Nike", "black"));

  public static final List<ShownItem> ALL_FILMS = allFilms();

  /** A lookup by all words of a title, as a search on the title field does it. */
  public static final TitleLookup TITLES =
      (text, limit) -> {
        List<String> words = List.of(Tokenizer.key(text).split(" "));
        return ALL_FILMS.stream()
            .filter(
                f ->
                    List.of(Tokenizer.key(f.title()).split(" ")).stream().anyMatch(words::contains))
            .limit(limit)
            .toList();
      };

  public static RulesPlanner rules() {
    return new RulesPlanner(TITLES, new ValueIndexes(), CLOCK);
  }

  private static List<ShownItem> allFilms() {
    List<ShownItem> all = new ArrayList<>(SHOWN_FILMS);
    all.add(film("f5", "Matrix, The (1999)", 1999, 136, "Lana Wachowski", "Science Fiction"));
    all.add(film("f6", "Gone with the Wind", 1939, 238, "Victor Fleming", "Drama"));
    all.add(film("f7", "Blade Runner", 1982, 117, "Ridley Scott", "Science Fiction"));
    all.add(film("f8", "霸王别姬", 1993, 171, "陈凯歌", "Drama"));
    return List.copyOf(all);
  }

  private static ShownItem film(
      String id, String title, int year, int runtime, String director, String... genres) {
    return new ShownItem(
        id,
        title,
        Map.of("year", year, "runtime", runtime, "director", director, "genres", List.of(genres)));
  }

  private static ShownItem good(
      String id, String title, double price, String brand, String colour) {
    return new ShownItem(id, title, Map.of("price", price, "brand", brand, "colour", colour));
  }

  private static CardField keyword(String name, String... values) {
    List<FieldValue> counted = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      counted.add(new FieldValue(values[i], 100L - i));
    }
    return CardField.keyword(name, counted);
  }
}

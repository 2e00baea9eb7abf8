package org.chatrec.catalog;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.chatrec.catalog.support.StateTestCase;
import org.chatrec.conversation.catalog.CardField;
import org.chatrec.conversation.catalog.CatalogCard;
import org.chatrec.conversation.catalog.FieldKind;
import org.chatrec.conversation.catalog.FieldValue;
import org.chatrec.conversation.catalog.ValueIndexes;
import org.junit.After;
import org.junit.Before;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.admin.indices.create.CreateIndexRequest;
import org.opensearch.action.fieldcaps.FieldCapabilitiesRequest;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.support.WriteRequest.RefreshPolicy;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.transport.client.FilterClient;

/** Cards over a real index, for callers who see different parts of it. */
public class CatalogCardsTests extends StateTestCase {

  private static final String ALL = "alice|||";
  private static final String HALF = "bob||half|";

  private final AtomicInteger readings = new AtomicInteger();
  private final AtomicReference<RestStatus> down = new AtomicReference<>();
  private final Executor pool = Runnable::run;

  @Before
  public void films() {
    client()
        .admin()
        .indices()
        .create(
            new CreateIndexRequest("movies")
                .mapping(
                    Map.of(
                        "properties",
                        Map.of(
                            "genres", Map.of("type", "keyword"),
                            "director", Map.of("type", "keyword"),
                            "year", Map.of("type", "integer"),
                            "seen", Map.of("type", "boolean")))))
        .actionGet();
    film("1", "Drama", "Hitchcock", 1960);
    film("2", "Comedy", "Coppola", 2003);
  }

  @After
  public void noFilms() {
    client().admin().indices().prepareDelete("movies").get();
  }

  private void film(String id, String genre, String director, int year) {
    client()
        .index(
            new IndexRequest("movies")
                .id(id)
                .source(
                    Map.of(
                        "genres", genre, "director", director, "year", year, "seen", year > 2000))
                .setRefreshPolicy(RefreshPolicy.IMMEDIATE))
        .actionGet();
  }

  /**
   * Does what document and field security do: of {@link #HALF}, films before 2000 and the field
   * {@code seen} are hidden. Counts the cards that are read, and refuses or keeps silent when told.
   */
  private final class Secured extends FilterClient {
    Secured() {
      super(CatalogCardsTests.this.client());
    }

    @Override
    protected <Q extends ActionRequest, R extends ActionResponse> void doExecute(
        ActionType<R> action, Q request, ActionListener<R> listener) {
      RestStatus status = down.get();
      if (status == RestStatus.GATEWAY_TIMEOUT) {
        return; // nobody answers
      }
      if (status != null) {
        listener.onFailure(new OpenSearchStatusException("refused", status));
        return;
      }
      boolean half = HALF.equals(threadPool().getThreadContext().getTransient(Callers.USER_INFO));
      if (request instanceof FieldCapabilitiesRequest fields) {
        readings.incrementAndGet();
        if (half) {
          fields.fields(
              List.of(fields.fields()).stream()
                  .filter(field -> !field.equals("seen"))
                  .toArray(String[]::new));
        }
      }
      if (half && request instanceof SearchRequest search) {
        search.source().query(QueryBuilders.rangeQuery("year").gte(2000));
      }
      super.doExecute(action, request, listener);
    }
  }

  private CatalogCards cards() {
    return cards(1 << 24);
  }

  private CatalogCards cards(long maxBytes) {
    return new CatalogCards(
        new Secured(),
        new Callers(client().threadPool()::getThreadContext),
        new ValueIndexes(),
        pool,
        maxBytes);
  }

  private static Catalog catalog() {
    Map<String, Object> declared = Catalogs.movies().toMap();
    declared.put("filter_fields", List.of("genres", "director", "year", "seen", "nope"));
    return CatalogParser.stored(declared);
  }

  private <T> T as(String caller, Callable<T> question) throws Exception {
    ThreadContext context = client().threadPool().getThreadContext();
    try (ThreadContext.StoredContext ignored = context.stashContext()) {
      context.putTransient(Callers.USER_INFO, caller);
      return question.call();
    }
  }

  private static List<String> values(CatalogCard card, String field) {
    return card.field(field).orElseThrow().values().stream().map(FieldValue::value).toList();
  }

  public void testFieldsOfEveryKind() {
    CatalogCard card = cards().get(catalog());
    assertThat(values(card, "genres"), containsInAnyOrder("Drama", "Comedy"));
    assertEquals(FieldKind.BOOLEAN, card.field("seen").orElseThrow().kind());
    assertEquals(1960, card.field("year").orElseThrow().min(), 0);
    assertEquals(2003, card.field("year").orElseThrow().max(), 0);
    assertTrue(card.field("nope").isEmpty());
    assertTrue(card.read());
  }

  public void testACardShowsWhatItsCallerMaySee() throws Exception {
    CatalogCards cards = cards();
    CatalogCard all = as(ALL, () -> cards.get(catalog()));
    CatalogCard half = as(HALF, () -> cards.get(catalog()));
    assertThat(values(all, "director"), containsInAnyOrder("Hitchcock", "Coppola"));
    assertThat(values(half, "director"), contains("Coppola"));
    assertEquals(2003, half.field("year").orElseThrow().min(), 0);
    assertTrue("its name is hidden as well", half.field("seen").isEmpty());
    assertTrue(all.field("seen").isPresent());
    assertSame("and it stays so", half, as(HALF, () -> cards.get(catalog())));
  }

  public void testWhatIsTheSameIsKeptAndIndexedOnce() throws Exception {
    CatalogCards cards = cards();
    CatalogCard all = as(ALL, () -> cards.get(catalog()));
    CatalogCard other = as("carol|||", () -> cards.get(catalog()));
    assertSame(all, other);
    assertSame(cards.indexes().of(all), cards.indexes().of(other));
    assertEquals(2, readings.get());
    for (int i = 0; i < 10; i++) {
      assertSame(all, as(ALL, () -> cards.get(catalog())));
    }
    assertEquals("nothing has changed", 2, readings.get());
  }

  public void testNewItemsAreOnTheCardAtOnce() {
    CatalogCards cards = cards();
    cards.get(catalog());
    film("3", "Western", "Leone", 1968);
    assertThat(
        values(cards.get(catalog()), "genres"), containsInAnyOrder("Drama", "Comedy", "Western"));
    assertEquals(2, readings.get());
  }

  public void testWhoMayNotReadAnyMoreHasNoCard() throws Exception {
    CatalogCards cards = cards();
    as(ALL, () -> cards.get(catalog()));
    down.set(RestStatus.FORBIDDEN);
    Exception refused = expectThrows(Exception.class, () -> as(ALL, () -> cards.get(catalog())));
    assertEquals(RestStatus.FORBIDDEN, ExceptionsHelper.status(refused));
    Exception first =
        expectThrows(Exception.class, () -> as("dave|||", () -> cards.get(catalog())));
    assertEquals(RestStatus.FORBIDDEN, ExceptionsHelper.status(first));
  }

  public void testWhileTheIndexIsAwayTheOldCardServes() {
    CatalogCards cards = cards();
    CatalogCard known = cards.get(catalog());
    for (RestStatus status : List.of(RestStatus.SERVICE_UNAVAILABLE, RestStatus.GATEWAY_TIMEOUT)) {
      down.set(status);
      Duration soon = Duration.ofMillis(200);
      assertEquals(Optional.of(known), cards.get(catalog(), cards.begin("movies"), soon));
    }
  }

  public void testWithoutAnAnswerInTimeThereIsNoCard() {
    down.set(RestStatus.GATEWAY_TIMEOUT);
    CatalogCards cards = cards();
    assertEquals(
        Optional.empty(), cards.get(catalog(), cards.begin("movies"), Duration.ofMillis(200)));
    assertFalse(CatalogCards.unread(catalog()).read());
  }

  /** What does not fit is read again, and right again. */
  public void testCardsTakeNoMoreMemoryThanTheyMay() throws Exception {
    CatalogCards cards = cards(1);
    assertThat(
        values(as(ALL, () -> cards.get(catalog())), "director"),
        containsInAnyOrder("Hitchcock", "Coppola"));
    assertThat(values(as(HALF, () -> cards.get(catalog())), "director"), contains("Coppola"));
    assertThat(
        values(as(ALL, () -> cards.get(catalog())), "director"),
        containsInAnyOrder("Hitchcock", "Coppola"));
  }

  public void testValuesThatNobodySaysStayInTheIndex() {
    film("long", "x".repeat(CardField.MAX_LENGTH + 1), "q" + " ".repeat(32_000) + "b", 1999);
    film("just", "y".repeat(CardField.MAX_LENGTH), "\u202Eabc\uD83D\uDE00\n|&", 1999);
    CatalogCard card = cards().get(catalog());
    assertThat(
        values(card, "genres"),
        containsInAnyOrder("Drama", "Comedy", "y".repeat(CardField.MAX_LENGTH)));
    assertThat(
        values(card, "director"),
        containsInAnyOrder("Hitchcock", "Coppola", "\u202Eabc\uD83D\uDE00\n|&"));
  }

  /** Of an empty text there is nothing to say, beside values that are too long and without. */
  public void testAnEmptyValueIsNoneWhateverElseAFieldHas() {
    film("blank", "", "", 1999);
    CatalogCards cards = cards();
    assertThat(values(cards.get(catalog()), "genres"), containsInAnyOrder("Drama", "Comedy"));
    film("long", "x".repeat(CardField.MAX_LENGTH + 1), "", 1999);
    assertThat(values(cards().get(catalog()), "genres"), containsInAnyOrder("Drama", "Comedy"));
  }
}

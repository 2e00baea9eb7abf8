package org.chatrec.people.events;

import static org.hamcrest.Matchers.containsString;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.Catalogs;
import org.chatrec.catalog.support.CallerClient;
import org.chatrec.catalog.support.StateTestCase;
import org.junit.Before;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.support.WriteRequest;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.rest.RestStatus;

/** Items are named by whatever field a collector was told to send. */
public class SearchedItemNamesTests extends StateTestCase {

  private static final Catalog SHOP = Catalogs.named("named-items");

  private static final String MAPPING =
      """
      {"properties":{"asin":{"type":"keyword"},"ean":{"type":"long"},"group":{"type":"keyword"},
       "code":{"type":"keyword","normalizer":"lowercase"},"title":{"type":"text"},
       "maker":{"type":"text","fields":{"keyword":{"type":"keyword"}}},
       "price":{"type":"double"},"object":{"properties":{"sku":{"type":"keyword"}}},
       "variants":{"type":"nested","properties":{"sku":{"type":"keyword"}}}}}""";

  @Before
  public void fill() {
    createIndex(SHOP.index(), Settings.builder().put("index.number_of_shards", 2).build());
    client()
        .admin()
        .indices()
        .preparePutMapping(SHOP.index())
        .setSource(MAPPING, XContentType.JSON)
        .get();
    put(
        Map.of(
            "1", Map.of("asin", "B01", "ean", 4006381333931L, "code", "Ab-1", "group", "pens"),
            "2", Map.of("asin", List.of("B02", "B02-old"), "ean", "4006381333948", "group", "pens"),
            "3", Map.of("asin", "B03", "maker", "Kaweco", "object", Map.of("sku", "s3")),
            "4", Map.of("asin", "1", "object.sku", "s4", "title", "ink"),
            "5", Map.of("variants", List.of(Map.of("sku", "v1"), Map.of("sku", "v2")))));
  }

  private void put(Map<String, Map<String, Object>> documents) {
    BulkRequest bulk = new BulkRequest().setRefreshPolicy(WriteRequest.RefreshPolicy.IMMEDIATE);
    documents.forEach(
        (id, document) -> bulk.add(new IndexRequest(SHOP.index()).id(id).source(document)));
    assertFalse(client().bulk(bulk).actionGet().hasFailures());
  }

  private ItemNames.Found find(Catalog catalog, String... fieldsAndValues) {
    Set<ItemName> names = new LinkedHashSet<>();
    for (int i = 0; i < fieldsAndValues.length; i += 2) {
      names.add(new ItemName(fieldsAndValues[i], fieldsAndValues[i + 1]));
    }
    return new SearchedItemNames(new CallerClient(client())).find(catalog, names);
  }

  private void assertItem(String field, String value, String id) {
    ItemNames.Found found = find(SHOP, field, value);
    assertEquals(Map.of(new ItemName(field, value), id), found.ids());
    assertEquals(Set.of(), found.unknown());
  }

  private void assertNone(String field, String value, String reason) {
    ItemNames.Found found = find(SHOP, field, value);
    assertEquals(Map.of(), found.ids());
    assertThat(found.reasons().get(new ItemName(field, value)), containsString(reason));
  }

  public void testAFieldOfExactValuesNamesAnItem() {
    assertItem("asin", "B01", "1");
    assertItem("asin", "B02-old", "2");
    assertItem("ean", "4006381333931", "1");
    assertItem("ean", "4006381333948", "2");
    assertItem("maker", "Kaweco", "3");
    assertItem("object.sku", "s3", "3");
    assertItem("object.sku", "s4", "4");
    assertItem("code", "AB-1", "1");
  }

  public void testAValueOfANestedObjectNamesTheItemThatHasIt() {
    Catalog nested = Catalogs.nested(SHOP.index(), Map.of("variants.sku", "variants"));
    assertEquals(
        Map.of(new ItemName("variants.sku", "v2"), "5"), find(nested, "variants.sku", "v2").ids());
  }

  /** The id of one item is what another item has in the field. */
  public void testTheFieldDecidesWhatAValueMeans() {
    ItemNames.Found found = find(SHOP, "asin", "1", "_id", "1", "product_id", "2");
    assertEquals("4", found.ids().get(new ItemName("asin", "1")));
    assertEquals("1", found.ids().get(new ItemName("_id", "1")));
    assertEquals("2", found.ids().get(new ItemName("product_id", "2")));
    assertEquals(Map.of(), found.reasons());
  }

  public void testWhatNamesNoItemIsSaid() {
    assertNone("asin", "B09", "names no item of index [named-items] by its field [asin]: [B09]");
    assertNone("ean", "B01", "names no item");
    assertNone("ean", "99999999999999999999", "names no item");
    assertNone("group", "pens", "names more than one item");
    for (String field : List.of("title", "price")) {
      assertNone(field, "ink", "object_id_field] must name a field with one exact value");
    }
  }

  public void testIdsThatNoItemHasAreKeptAndTold() {
    for (String field : List.of("_id", "product_id", "*", "a*,b", "_index", "object")) {
      ItemNames.Found found = find(SHOP, field, "1", field, "77");
      assertEquals(field, Set.of("77"), found.unknown());
      assertEquals(field, "77", found.ids().get(new ItemName(field, "77")));
    }
  }

  /** In real time, as items are read. */
  public void testAnItemIsThereBeforeASearchFindsIt() {
    client()
        .index(new IndexRequest(SHOP.index()).id("late").source(Map.of("asin", "B10")))
        .actionGet();
    assertEquals(Set.of(), find(SHOP, "_id", "late").unknown());
  }

  public void testManyValuesAreFoundPageByPage() {
    List<String> asked = new ArrayList<>();
    BulkRequest bulk = new BulkRequest().setRefreshPolicy(WriteRequest.RefreshPolicy.IMMEDIATE);
    for (int n = 0; n < 2_500; n++) {
      bulk.add(new IndexRequest(SHOP.index()).id("m" + n).source(Map.of("asin", "many-" + n)));
      asked.addAll(List.of("asin", "many-" + n, "asin", "none-" + n));
    }
    assertFalse(client().bulk(bulk).actionGet().hasFailures());
    ItemNames.Found found = find(SHOP, asked.toArray(String[]::new));
    assertEquals(2_500, found.ids().size());
    assertEquals(2_500, found.reasons().size());
    assertEquals("m2499", found.ids().get(new ItemName("asin", "many-2499")));
  }

  /** A field that says what kind a thing is would bring the whole index. */
  public void testAFieldThatManyItemsShareIsNoName() {
    BulkRequest bulk = new BulkRequest().setRefreshPolicy(WriteRequest.RefreshPolicy.IMMEDIATE);
    for (int n = 0; n < 50; n++) {
      bulk.add(new IndexRequest(SHOP.index()).source(Map.of("group", "ink")));
    }
    assertFalse(client().bulk(bulk).actionGet().hasFailures());
    assertNone("group", "ink", "must name a field with one exact value");
  }

  public void testFieldsOfARequestAreBounded() {
    List<String> asked = new ArrayList<>();
    for (int n = 0; n < 20; n++) {
      asked.addAll(List.of("field" + n, "1"));
    }
    ItemNames.Found found = find(SHOP, asked.toArray(String[]::new));
    assertEquals(8, found.ids().size());
    assertEquals(12, found.reasons().size());
    assertThat(found.reasons().values().iterator().next(), containsString("at most 8 fields"));
  }

  /** As events about items that cannot be read have always been. */
  public void testWhereTheIndexIsClosedIdsAreTakenAndFieldsFail() {
    client().admin().indices().prepareClose(SHOP.index()).get();
    assertEquals(Set.of(), find(SHOP, "_id", "77").unknown());
    OpenSearchStatusException away =
        expectThrows(OpenSearchStatusException.class, () -> find(SHOP, "asin", "B01"));
    assertEquals(RestStatus.SERVICE_UNAVAILABLE, away.status());
  }
}

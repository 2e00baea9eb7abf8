package org.chatrec.people.events;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.ItemReader;
import org.chatrec.catalog.support.CallerClient;

/**
 * Finds items as whoever sends the events: by a field as a search finds them, by their ids in real
 * time. A field that the index does not have is another word for the id: collectors name it as
 * their shop does.
 */
public final class SearchedItemNames implements ItemNames {

  private static final Logger LOG = LogManager.getLogger(SearchedItemNames.class);

  /** A shop has one, or a few; each takes a query of its own. */
  private static final int MOST_FIELDS = 8;

  private final ItemReader items;
  private final NamingFields fields;
  private final NamedItems named;

  /** Reads as the caller. */
  public SearchedItemNames(CallerClient caller) {
    this.items = ItemReader.of(caller);
    this.fields = new NamingFields(caller);
    this.named = new NamedItems(caller);
  }

  @Override
  public Found find(Catalog catalog, Collection<ItemName> names) {
    Map<String, Set<String>> byField = new TreeMap<>();
    for (ItemName name : names) {
      byField.computeIfAbsent(name.field(), field -> new TreeSet<>()).add(name.value());
    }
    Finding finding = new Finding(catalog);
    finding.cut(byField);
    for (NamingFields.Field field : fields.of(catalog.index(), byField.keySet())) {
      finding.byField(field, byField.remove(field.name()));
    }
    byField.forEach(finding::byId);
    return finding.end();
  }

  /** What was found of one request. */
  private final class Finding {
    private final Catalog catalog;
    private final Map<ItemName, String> ids = new HashMap<>();
    private final Map<ItemName, String> reasons = new HashMap<>();
    private final Set<String> sent = new HashSet<>();

    Finding(Catalog catalog) {
      this.catalog = catalog;
    }

    /** Takes out what no query is made for. */
    void cut(Map<String, Set<String>> byField) {
      Iterator<String> order = List.copyOf(byField.keySet()).iterator();
      for (int n = 0; order.hasNext(); n++) {
        String field = order.next();
        if (n >= MOST_FIELDS) {
          refuse(
              field,
              byField.remove(field),
              "may name at most " + MOST_FIELDS + " fields in a request");
        }
      }
    }

    void byId(String field, Set<String> values) {
      values.forEach(value -> ids.put(new ItemName(field, value), value));
      sent.addAll(values);
    }

    void byField(NamingFields.Field field, Set<String> values) {
      Map<String, Set<String>> found =
          field.searched() == null ? null : named.find(catalog, field, values);
      if (found == null) {
        refuse(field.name(), values, "must name a field with one exact value for each item");
        return;
      }
      for (String value : values) {
        Set<String> having = found.getOrDefault(value, Set.of());
        ItemName name = new ItemName(field.name(), value);
        if (having.size() == 1) {
          ids.put(name, having.iterator().next());
        } else {
          reasons.put(name, reason(name, having.size()));
        }
      }
    }

    private void refuse(String field, Set<String> values, String expected) {
      String reason = "[" + UbiDocument.FIELD + "] " + expected + ", was [" + field + "]";
      values.forEach(value -> reasons.put(new ItemName(field, value), reason));
    }

    private String reason(ItemName name, int items) {
      String many = items == 0 ? "no item" : "more than one item";
      return "["
          + UbiDocument.OBJECT_ID
          + "] names "
          + many
          + " of index ["
          + catalog.index()
          + "] by its field ["
          + name.field()
          + "]: ["
          + name.value()
          + "]";
    }

    Found end() {
      return new Found(ids, reasons, unknown());
    }

    /** Events wait for items that cannot be read, and so does what is known of these. */
    private Set<String> unknown() {
      Set<String> unknown = new HashSet<>(sent);
      try {
        unknown.removeAll(items.existing(catalog.index(), sent));
        return unknown;
      } catch (RuntimeException e) {
        LOG.debug("items of catalogue [{}] could not be looked for", catalog.name(), e);
        return Set.of();
      }
    }
  }
}

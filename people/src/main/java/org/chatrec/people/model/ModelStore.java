package org.chatrec.people.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.support.Keys;
import org.chatrec.catalog.support.StateClient;
import org.chatrec.catalog.support.StateIndex;
import org.chatrec.ranking.collaborative.AlsSettings;
import org.chatrec.ranking.collaborative.UserFolding;
import org.jspecify.annotations.Nullable;
import org.opensearch.OpenSearchException;
import org.opensearch.action.delete.DeleteAction;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.get.GetAction;
import org.opensearch.action.get.GetRequest;
import org.opensearch.action.get.GetResponse;
import org.opensearch.action.index.IndexAction;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.index.IndexResponse;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.index.seqno.SequenceNumbers;

/**
 * The models' index. The state of a catalogue's model is read real-time and changed under
 * optimistic concurrency; what folds users in never changes once written, so each node keeps the
 * last one it used of each catalogue.
 */
public final class ModelStore implements FoldIns {

  private final StateClient state;
  private final Map<String, FoldIn> last = new ConcurrentHashMap<>();

  public ModelStore(StateClient state) {
    this.state = state;
  }

  /** A state with the version it was read at. */
  record Versioned(ModelState state, long seqNo, long primaryTerm) {}

  /** The id of the document with the state of a catalogue's model. */
  public static String id(String catalog) {
    return Keys.of(catalog);
  }

  private static String foldingId(String catalog, long generation) {
    return Keys.of(catalog, Long.toString(generation));
  }

  /** Reads a state that another component fetched. */
  public static ModelState parse(GetResponse response) {
    return ModelState.of(content(response));
  }

  @SuppressWarnings("unchecked") // written below
  private static Map<String, Object> content(GetResponse response) {
    return (Map<String, Object>) response.getSourceAsMap().get("state");
  }

  /** How far a catalogue's model is. */
  public ModelState state(String catalog) {
    return state.exists(StateIndex.MODELS) ? versioned(catalog).state() : ModelState.NONE;
  }

  Versioned versioned(String catalog) {
    GetResponse found = get(id(catalog));
    return found.isExists()
        ? new Versioned(parse(found), found.getSeqNo(), found.getPrimaryTerm())
        : new Versioned(
            ModelState.NONE,
            SequenceNumbers.UNASSIGNED_SEQ_NO,
            SequenceNumbers.UNASSIGNED_PRIMARY_TERM);
  }

  /** Writes a state in place of the one that was read; null if that changed since. */
  @Nullable Versioned replace(String catalog, Versioned read, ModelState now) {
    IndexRequest request =
        new IndexRequest(StateIndex.MODELS.name())
            .id(id(catalog))
            .source(Map.of("catalog", catalog, "state", now.toMap()));
    if (read.seqNo() == SequenceNumbers.UNASSIGNED_SEQ_NO) {
      request.create(true);
    } else {
      request.setIfSeqNo(read.seqNo()).setIfPrimaryTerm(read.primaryTerm());
    }
    try {
      IndexResponse written = state.call(IndexAction.INSTANCE, request);
      return new Versioned(now, written.getSeqNo(), written.getPrimaryTerm());
    } catch (OpenSearchException e) {
      if (e.status() == RestStatus.CONFLICT) {
        return null;
      }
      throw e;
    }
  }

  @Override
  public @Nullable FoldIn of(Catalog catalog) {
    return of(catalog, state(catalog.name()));
  }

  /** The same where the model's state was read already. */
  public @Nullable FoldIn of(Catalog catalog, ModelState now) {
    if (!now.serves(catalog)) {
      return null;
    }
    FoldIn known = last.get(catalog.name());
    if (known == null || known.generation() != now.generation()) {
      known = read(catalog.name(), now.generation());
      if (known != null) {
        last.put(catalog.name(), known);
      }
    }
    return known;
  }

  private @Nullable FoldIn read(String catalog, long generation) {
    GetResponse found = get(foldingId(catalog, generation));
    if (!found.isExists()) {
      return null; // the next training was just published and removed it
    }
    Map<String, Object> map = content(found);
    AlsSettings settings =
        new AlsSettings(
            ((Number) map.get("factors")).intValue(),
            ((Number) map.get("alpha")).doubleValue(),
            ((Number) map.get("regularisation")).doubleValue(),
            ((Number) map.get("exponent")).doubleValue(),
            ((Number) map.get("iterations")).intValue(),
            ((Number) map.get("seed")).longValue());
    double longest = ((Number) map.get("longest")).doubleValue();
    double[] gram = Vector64.decode((String) map.get("gram"));
    return new FoldIn(generation, new UserFolding(settings, gram, longest));
  }

  void putFolding(String catalog, FoldIn foldIn) {
    UserFolding folding = foldIn.folding();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("factors", folding.settings().factors());
    map.put("alpha", folding.settings().alpha());
    map.put("regularisation", folding.settings().regularisation());
    map.put("exponent", folding.settings().exponent());
    map.put("iterations", folding.settings().iterations());
    map.put("seed", folding.settings().seed());
    map.put("longest", folding.longest());
    map.put("gram", Vector64.encode(folding.gram()));
    state.call(
        IndexAction.INSTANCE,
        new IndexRequest(StateIndex.MODELS.name())
            .id(foldingId(catalog, foldIn.generation()))
            .source(Map.of("catalog", catalog, "state", map)));
  }

  void deleteFolding(String catalog, long generation) {
    state.call(
        DeleteAction.INSTANCE,
        new DeleteRequest(StateIndex.MODELS.name(), foldingId(catalog, generation)));
  }

  private GetResponse get(String id) {
    return state.call(GetAction.INSTANCE, new GetRequest(StateIndex.MODELS.name(), id));
  }
}

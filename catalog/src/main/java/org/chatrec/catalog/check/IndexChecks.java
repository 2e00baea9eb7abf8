package org.chatrec.catalog.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.chatrec.catalog.Catalog;
import org.chatrec.catalog.Pipelines;
import org.chatrec.catalog.check.IndexPicture.Kind;
import org.chatrec.catalog.models.MappedModels;
import org.chatrec.embedding.ModelInfo;
import org.jspecify.annotations.Nullable;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexAbstraction;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.index.query.QueryBuilder;

/** Looks at an index once, and has every check look at that picture. */
public final class IndexChecks {

  private final ClusterService cluster;
  private final MappedModels models;
  private final List<Check> checks;

  /**
   * @param models knows whose vectors a field holds, and what training writes
   * @param queries that the node knows
   * @param nativeVectors whether k-NN has its native libraries on this node
   */
  public IndexChecks(
      ClusterService cluster,
      MappedModels models,
      NamedXContentRegistry queries,
      boolean nativeVectors) {
    this.cluster = cluster;
    this.models = models;
    this.checks =
        List.of(
            new PlaceCheck(),
            new SourceCheck(),
            new VectorCheck(models),
            new NativeVectorsCheck(nativeVectors),
            new DescriptionCheck(),
            new TextCheck(),
            new FilterFieldsCheck(),
            new LearnedFieldsCheck(),
            new AlwaysFilterCheck(queries),
            new PipelineCheck(),
            new UnembeddedCheck());
  }

  /**
   * What is to be checked.
   *
   * @param before the same catalogue as it was declared until now, or null
   * @param body of the declaration
   * @param others that are declared
   */
  public record Subject(
      Catalog catalog,
      @Nullable Catalog before,
      Map<String, Object> body,
      ModelInfo model,
      List<Catalog> others) {}

  /**
   * Checks an index that is there.
   *
   * @param count how many documents match, as the caller
   * @return what works with less
   * @throws CatalogRefusedException if something cannot work, with everything that was found
   */
  public List<Finding> existing(Subject subject, ToLongFunction<QueryBuilder> count) {
    return run(subject, picture(subject.catalog().index()), false, count);
  }

  /**
   * Checks an index that is yet to be made.
   *
   * @throws CatalogRefusedException if something cannot work
   */
  public void planned(Subject subject, Map<String, Object> properties) {
    Catalog catalog = subject.catalog();
    IndexShape shape =
        IndexShape.of(
            catalog.index(),
            true,
            Settings.builder().put("index.knn", true).build(),
            Map.of("properties", properties));
    IndexPicture picture =
        new IndexPicture(
            catalog.index(),
            Kind.INDEX,
            List.of(shape),
            catalog.index(),
            false,
            Map.of(),
            Map.of());
    List<Finding> unused = run(subject, picture, true, query -> 0);
  }

  private List<Finding> run(
      Subject subject, IndexPicture picture, boolean fresh, ToLongFunction<QueryBuilder> count) {
    Set<String> learned = new HashSet<>();
    if (!fresh) {
      picture.names().forEach(name -> models.learned(name).ifPresent(learned::addAll));
    }
    Examined examined =
        new Examined(
            subject.catalog(),
            subject.before(),
            subject.body(),
            subject.model(),
            picture,
            subject.others(),
            learned,
            fresh,
            count);
    List<Finding> found = new ArrayList<>();
    checks.forEach(check -> found.addAll(check.of(examined)));
    if (found.stream().anyMatch(Finding::isError)) {
      throw new CatalogRefusedException(subject.catalog().name(), subject.catalog().index(), found);
    }
    return found;
  }

  private IndexPicture picture(String name) {
    ClusterState state = cluster.state();
    IndexAbstraction there = state.metadata().getIndicesLookup().get(name);
    if (there == null) {
      throw new ResourceNotFoundException("[index] there is no index [{}]", name);
    }
    IndexMetadata written = there.getWriteIndex();
    boolean alias = there.getType() == IndexAbstraction.Type.ALIAS;
    return new IndexPicture(
        name,
        alias
            ? Kind.ALIAS
            : there.getType() == IndexAbstraction.Type.DATA_STREAM ? Kind.DATA_STREAM : Kind.INDEX,
        there.getIndices().stream().map(IndexChecks::shape).toList(),
        written == null ? null : written.getIndex().getName(),
        alias && there.getIndices().stream().anyMatch(index -> isFiltered(index, name)),
        Pipelines.ingest(state).byId(),
        Pipelines.search(state).byId());
  }

  private static boolean isFiltered(IndexMetadata index, String alias) {
    return index.getAliases().get(alias) != null
        && index.getAliases().get(alias).filteringRequired();
  }

  private static IndexShape shape(IndexMetadata index) {
    return IndexShape.of(
        index.getIndex().getName(),
        index.getState() == IndexMetadata.State.OPEN,
        index.getSettings(),
        index.mapping() == null ? Map.of() : index.mapping().sourceAsMap());
  }
}

package org.chatrec.catalog.support;

import java.util.List;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;

/**
 * One of the plugin's own indices: its name, how it is split and its mapping.
 *
 * @param name the index's name, beginning with a dot
 * @param version of the mapping; it grows with every field, and an index of an earlier one is given
 *     what it lacks before anything is written to it
 * @param shards primary shards
 * @param properties the mapping as JSON, without its version
 * @param own settings of its own, where the server's usual ones do not suit it
 */
public record StateIndex(String name, int version, int shards, String properties, Settings own) {

  private StateIndex(String name, int version, int shards, String properties) {
    this(name, version, shards, properties, Settings.EMPTY);
  }

  /** Catalogue declarations, one document a catalogue. */
  public static final StateIndex CATALOGS =
      new StateIndex(
          ".chatrec-catalogs",
          1,
          1,
          """
          {"dynamic":"false","properties":{"name":{"type":"keyword"}}}""");

  /** What users did, one document an event. */
  public static final StateIndex EVENTS =
      new StateIndex(
          ".chatrec-events",
          2,
          3,
          """
          {"dynamic":"strict","properties":{
            "catalog":{"type":"keyword"},"event_id":{"type":"keyword"},"user_id":{"type":"keyword"},
            "item_id":{"type":"keyword"},"type":{"type":"keyword"},"value":{"type":"double"},
            "text":{"type":"text","index":false},"timestamp":{"type":"date","format":"epoch_millis"},
            "query_id":{"type":"keyword"},"position":{"type":"integer"},"session_id":{"type":"keyword"}}}""");

  /**
   * What is known of each user, one document a user and catalogue. Profiles are read by id; whoever
   * erases searches, and refreshes first. Refreshed each second while they are read and written, as
   * they would be, a load of events would spend a good part of its time on that.
   *
   * <p>A load writes each profile over and over. Versions that were written over are copied by
   * every merge until the shard is flushed, usually after 512 MB, and merges are begun so that no
   * more than a fifth of an index is such versions: together the load would mostly copy what nobody
   * reads. So these are flushed early, and half of an index may be old.
   */
  public static final StateIndex PROFILES =
      new StateIndex(
          ".chatrec-profiles",
          1,
          3,
          """
          {"dynamic":"strict","properties":{
            "catalog":{"type":"keyword"},"user_id":{"type":"keyword"},"updated":{"type":"date","format":"epoch_millis"},
            "history":{"type":"object","enabled":false},"interests":{"type":"object","enabled":false},
            "dislikes":{"type":"object","enabled":false}}}""",
          Settings.builder()
              .put("index.refresh_interval", TimeValue.timeValueSeconds(30))
              .put("index.translog.flush_threshold_size", "64mb")
              .put("index.merge.policy.deletes_pct_allowed", 50)
              .build());

  /** Conversations, one document a session. */
  public static final StateIndex SESSIONS =
      new StateIndex(
          ".chatrec-sessions",
          1,
          3,
          """
          {"dynamic":"strict","properties":{
            "catalog":{"type":"keyword"},"user_id":{"type":"keyword"},"updated":{"type":"date","format":"epoch_millis"},
            "state":{"type":"object","enabled":false}}}""");

  /** What training learned, two documents a catalogue: its state, and what folds users in. */
  public static final StateIndex MODELS =
      new StateIndex(
          ".chatrec-models",
          1,
          1,
          """
          {"dynamic":"strict","properties":{
            "catalog":{"type":"keyword"},"state":{"type":"object","enabled":false}}}""");

  /** What users said of themselves, one document a user and catalogue. */
  public static final StateIndex PREFERENCES =
      new StateIndex(
          ".chatrec-preferences",
          2,
          1,
          """
          {"dynamic":"strict","properties":{
            "catalog":{"type":"keyword"},"user_id":{"type":"keyword"},"opt_out":{"type":"boolean"},
            "likes":{"type":"keyword","index":false,"doc_values":false},
            "dislikes":{"type":"keyword","index":false,"doc_values":false},
            "interests":{"type":"object","enabled":false}}}""");

  /** Of an index that is made from now on. */
  Settings settings() {
    return Settings.builder()
        .put("index.hidden", true)
        .put("index.number_of_shards", shards)
        .put("index.auto_expand_replicas", "0-1")
        .put(own)
        .build();
  }

  /** The mapping with its version. */
  public String mapping() {
    return properties.replaceFirst("\\{", "{\"_meta\":{\"version\":" + version + "},");
  }

  /** Experiments: a definition a catalogue, and one document an answer that was given in one. */
  public static final StateIndex EXPERIMENTS =
      new StateIndex(
          ".chatrec-experiments",
          1,
          3,
          """
          {"dynamic":"strict","properties":{
            "kind":{"type":"keyword"},"catalog":{"type":"keyword"},"experiment":{"type":"keyword"},
            "timestamp":{"type":"date","format":"epoch_millis"},"query_id":{"type":"keyword"},
            "arm":{"type":"keyword"},"propensity":{"type":"double"},
            "items":{"type":"object","enabled":false},
            "definition":{"type":"object","enabled":false}}}""");

  /** All of them. */
  public static final List<StateIndex> ALL =
      List.of(CATALOGS, EVENTS, PROFILES, SESSIONS, MODELS, PREFERENCES, EXPERIMENTS);
}

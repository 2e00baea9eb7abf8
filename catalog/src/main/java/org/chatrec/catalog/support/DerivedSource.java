package org.chatrec.catalog.support;

import org.opensearch.common.settings.Settings;

/**
 * k-NN's derived source: vectors are no part of the stored documents, and are put in when one is
 * read. Indices have it that nobody said otherwise of.
 */
public final class DerivedSource {

  /** The setting of an index. */
  public static final String SETTING = "index.knn.derived_source.enabled";

  private DerivedSource() {}

  /** Whether an index of these settings has it. */
  public static boolean isOn(Settings index) {
    return index.getAsBoolean("index.knn", false) && index.getAsBoolean(SETTING, true);
  }
}

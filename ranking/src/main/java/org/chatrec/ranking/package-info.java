/**
 * Mathematics of ranking, free of OpenSearch. Each sub-package is one idea: {@code profile} (what a
 * user likes), {@code vector} (similarity), {@code query} (similarity to interests as a Lucene
 * query), {@code blend} (several signals into one score), {@code diversity}, {@code popularity}.
 */
@NullMarked
package org.chatrec.ranking;

import org.jspecify.annotations.NullMarked;

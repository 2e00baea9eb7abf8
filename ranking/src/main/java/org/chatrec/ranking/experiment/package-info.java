/**
 * Experiments with several ways of ranking: how arms are chosen, how two lists become one, and what
 * is known of the arms' rates afterwards. Begin reading at {@link
 * org.chatrec.ranking.experiment.BetaPosterior}.
 */
@NullMarked
package org.chatrec.ranking.experiment;

import org.jspecify.annotations.NullMarked;

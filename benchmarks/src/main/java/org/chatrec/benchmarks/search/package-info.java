/** Whether search gets better by knowing who searches: queries, judgments, systems, figures. */
@NullMarked
package org.chatrec.benchmarks.search;

import org.jspecify.annotations.NullMarked;

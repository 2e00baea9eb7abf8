/** What an operator looks at: models and the figures of each node. */
@NullMarked
package org.chatrec.rest.operations;

import org.jspecify.annotations.NullMarked;

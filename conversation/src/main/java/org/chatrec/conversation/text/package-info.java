/** Words as people type them: tokens, normal forms, spelling distance, language. */
@NullMarked
package org.chatrec.conversation.text;

import org.jspecify.annotations.NullMarked;

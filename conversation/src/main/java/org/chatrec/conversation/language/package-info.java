/**
 * Languages as data: one folder of tables for each ({@code languages/en}, {@code zh}, {@code de}),
 * and which of them a message is written in. Entry point: {@link
 * org.chatrec.conversation.language.LanguagePacks}.
 */
@NullMarked
package org.chatrec.conversation.language;

import org.jspecify.annotations.NullMarked;

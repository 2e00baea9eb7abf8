/**
 * What words mean in a catalogue: how they are weighed, which forms, synonyms and phrases they
 * have, and what of a sentence carries the question without being part of it. Lists of words are
 * data, one file a language.
 */
@NullMarked
package org.chatrec.catalog.words;

import org.jspecify.annotations.NullMarked;

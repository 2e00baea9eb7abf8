package org.chatrec.conversation.planner.rules;

import org.chatrec.conversation.language.Vocabulary;

/**
 * What a message is read by.
 *
 * @param vocabulary the words of its language
 * @param lexicon its cues
 * @param periods its dates, from where today stands
 */
record Grammar(Vocabulary vocabulary, Lexicon lexicon, PeriodReader periods) {}

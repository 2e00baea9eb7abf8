package org.chatrec.conversation.planner.rules;

/**
 * What a phrase of the lexicon does; the phrases stand in the {@code cues.txt} of each language.
 */
enum CueKind {
  OPENER,
  RECOMMEND,
  MORE_LIKE_THIS,
  MORE_LIKE,
  SIMILAR,
  LIKE,
  DISLIKE,
  /** "By him", "did she make": of whoever was named before. */
  MAKER,
  /** Behind what it is an opinion on: "was great", "hat mir gefallen". */
  LIKED,
  DISLIKED,
  EXPLAIN,
  COMPARE,
  RESET,
  FORGET,
  /** "Any": lifts a constraint where a field's name follows, and means nothing elsewhere. */
  ANY,
  /** "What else": the search goes on. */
  CONTINUE,
  /** "I have seen": which of the shown items somebody knows already. */
  KNOWN,
  /** "Yes please", "that's all": nothing new. */
  ACCEPT,
  /** "Sounds good", "let's go with", "就这个": one of what was shown, if nothing else is named. */
  SELECT,
  /** A question on an item: what follows in the sentence is no wish. */
  QUESTION,
  /** Closes what "除了" opens. */
  EXCEPT_END,
  NEGATION,
  /** Denies the value before it: "a wool allergy", "羊毛过敏". */
  DENIAL_END,
  /** "Not only": lifts what was asked for before, and denies nothing. */
  NOT_ONLY,
  /** "I don't mind": what follows in the clause is no wish. */
  ASIDE,
  /** A word that belongs to the measure behind it, if there is one ("running under two hours"). */
  WEAK,
  ONLY,
  ALSO,
  REFINE,
  GREETING,
  CONNECT_OR,
  CONNECT_AND,
  BY_DIRECTOR,
  BY_CAST,
  BY_AUTHOR,
  BY,
  WITH,
  IN,
  FROM,
  BELOW,
  AT_MOST,
  /** "I can spend": what follows is the most that it may cost. */
  BUDGET,
  ABOVE,
  AT_LEAST,
  AROUND,
  BETWEEN,
  SUFFIX_AT_MOST,
  SUFFIX_AT_LEAST,
  SUFFIX_BELOW,
  SUFFIX_AROUND,
  BEFORE,
  UNTIL,
  AFTER,
  SINCE,
  SORT_BY,
  ASCENDING,
  DESCENDING,
  LAST_YEARS,
  TOP,
  YEAR_WORD,
  THAT,
  PRONOUN_ITEM,
  NOUN,
  /** A noun in catalogues of what is watched, a word like any other elsewhere. */
  FILM_NOUN,
  STOP,
  /** "For me": whom it was for so far no longer counts. */
  FOR_ME,
  /** "Gift", "birthday present": searched for where nothing else is, and in "gift wrap". */
  OCCASION,
  /** Form in catalogues of what is watched, a word like any other elsewhere: "a watch". */
  FILM_VERB,
  /** A graded word such as "cheaper"; see {@link Degree}. */
  DEGREE
}

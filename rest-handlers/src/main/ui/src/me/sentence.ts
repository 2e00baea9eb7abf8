/** A person in one sentence. */
import type { Interest, Person } from "../api/types.ts";
import { language, t } from "../state/language.ts";

/** Words that tell something, of the strongest interests. */
const TOLD = 4;

export function sentenceOf({ interests = [], preferences = {} }: Person): string {
  const saw = tellingTerms(interests);
  const likes = [...new Set([...(preferences.likes ?? []), ...saw])].slice(0, TOLD + (preferences.likes?.length ?? 0));
  const dislikes = preferences.dislikes ?? [];
  if (preferences.opt_out) return t("me.sentence.optOut");
  if (likes.length === 0 && dislikes.length === 0) return t("me.sentence.nothing");
  if (likes.length === 0) return t("me.sentence.dislikes", { dislikes: list(dislikes, "disjunction") });
  if (dislikes.length === 0) return t("me.sentence.likes", { likes: list(likes, "conjunction") });
  return t("me.sentence.both", { likes: list(likes, "conjunction"), dislikes: list(dislikes, "disjunction") });
}

/** Terms that few interests have tell more than those that most of them have, as a word of few documents does. */
export function tellingTerms(interests: Interest[]): string[] {
  const weights = new Map<string, number>();
  const spread = new Map<string, number>();
  for (const { terms = [], weight } of interests) {
    for (const term of terms) {
      weights.set(term, (weights.get(term) ?? 0) + weight);
      spread.set(term, (spread.get(term) ?? 0) + 1);
    }
  }
  const telling = (term: string) => Math.log((interests.length + 0.5) / (spread.get(term) ?? 1));
  const common = (term: string) => interests.length > 2 && spread.get(term) === interests.length;
  return [...weights]
    .filter(([term]) => !common(term))
    .map(([term, weight]): [string, number] => [term, weight * telling(term)])
    .sort((one, other) => other[1] - one[1])
    .slice(0, TOLD)
    .map(([term]) => term);
}

function list(words: string[], type: "conjunction" | "disjunction"): string {
  return new Intl.ListFormat(language.value, { type }).format(words);
}

/** The two lists of a comparison: the same question for everybody, and for a person. */
import * as routes from "../api/routes.ts";
import type { Catalog, Item } from "../api/types.ts";

/** Rows shown of each list. */
export const SHOWN = 8;

/** As many are looked at, so that what is hidden can be made up for. */
const LOOKED_AT = 30;

export interface Pair {
  plain: Item[];
  personal: Item[];
  /** How many items the person has seen and that stand above the last one shown. */
  hidden: number;
}

export interface Wish {
  question: string;
  user: string;
  weights: Record<string, number> | null;
  showSeen: boolean;
}

export const plainBody = (question: string) => routes.searchBody(question, "", LOOKED_AT, { breakdown: true });

export function personalBody({ question, user, weights }: Wish) {
  return routes.searchBody(question, user, LOOKED_AT, { breakdown: true, ...(weights && { weights }) });
}

/** Asks both at once. */
export async function loadPair(catalog: Catalog, wish: Wish, signal: AbortSignal): Promise<Pair> {
  const [plain, personal] = await Promise.all([
    routes.search(catalog, plainBody(wish.question), signal),
    wish.user ? routes.search(catalog, personalBody(wish), signal) : [],
  ]);
  return paired(plain, personal, wish.showSeen);
}

/** What the person has seen makes room, unless it is wanted; the plain list is marked with what is known of it. */
export function paired(plain: Item[], personal: Item[], showSeen: boolean): Pair {
  const seen = new Map(personal.filter((item) => item.seen || item.had).map((item) => [item.id, item]));
  const left = showSeen ? personal : personal.filter((item) => !seen.has(item.id));
  const shown = left.slice(0, SHOWN);
  const last = personal.indexOf(shown.at(-1) ?? (personal.at(-1) as Item));
  const marked = plain.slice(0, SHOWN).map((item) => {
    const known = seen.get(item.id);
    return known ? { ...item, ...(known.seen && { seen: true }), ...(known.had && { had: true }) } : item;
  });
  return {
    plain: marked,
    personal: shown,
    hidden: personal.slice(0, last + 1).filter((item) => seen.has(item.id)).length,
  };
}

/** The two lists of a comparison: the same question for everybody, and for a person. */
import * as routes from "../api/routes.ts";
import type { Catalog, Item, Plan } from "../api/types.ts";
import type { SearchBody } from "../items/explained.ts";
import { queryOf } from "./understood.ts";

/** Rows shown of each list. */
export const SHOWN = 8;

/** As many are looked at, so that what is hidden can be made up for. */
const LOOKED_AT = 30;

export interface Lists {
  plain: Item[];
  personal: Item[];
  /** How many items the person has seen and that stand above the last one shown. */
  hidden: number;
}

export interface Pair extends Lists {
  /** The searches that the lists were made by. */
  bodies: { plain: SearchBody; personal: SearchBody };
}

export interface Wish {
  plan: Plan;
  user: string;
  weights: Record<string, number> | null;
  showSeen: boolean;
  /** Whether the meaning of the words is looked for, too. */
  meaning: boolean;
}

/** The search of a wish: for everybody without a user and weights, else for one person. */
export function bodyOf(catalog: Catalog, { plan, user, weights, meaning }: Omit<Wish, "showSeen">) {
  const popular = plan.query || user ? undefined : catalog.popularity_field;
  const weighed = { ...weights, ...(popular && { lexical: 0 }) };
  const ext = {
    breakdown: true,
    retrieval: meaning ? "hybrid" : "lexical",
    ...(Object.keys(weighed).length > 0 && { weights: weighed }),
  };
  const query = popular ? mostPopular(queryOf(plan), popular) : queryOf(plan);
  return routes.searchBody(query, plan.query ?? "", user, LOOKED_AT, ext);
}

/**
 * For everybody and without words, every item matches as well, and a search would look at those only that were indexed
 * first. This order decides which are looked at; it adds nothing to a score, as its weight is 0.
 */
function mostPopular(query: Record<string, unknown>, field: string) {
  return { function_score: { query, field_value_factor: { field, missing: 0 }, boost_mode: "replace" } };
}

/** Asks both at once. */
export async function loadPair(catalog: Catalog, wish: Wish, signal: AbortSignal): Promise<Pair> {
  const bodies = {
    plain: bodyOf(catalog, { ...wish, user: "", weights: null }),
    personal: bodyOf(catalog, wish),
  };
  const [plain, personal] = await Promise.all([
    routes.search(catalog, bodies.plain, signal),
    wish.user ? routes.search(catalog, bodies.personal, signal) : [],
  ]);
  return { ...paired(plain, personal, wish.showSeen), bodies };
}

/** What the person has seen makes room, unless it is wanted; the plain list is marked with what is known of it. */
export function paired(plain: Item[], personal: Item[], showSeen: boolean): Lists {
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

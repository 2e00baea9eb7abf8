/** What a score is made of. One scale everywhere: the weights of the catalogue. */
import type { Breakdown, Catalog } from "../api/types.ts";
import { isKey, t } from "../state/language.ts";
import { humanize } from "./fields.ts";

/** Parts that have a colour of their own; others share one. */
const COLOURED = ["lexical", "semantic", "content", "collaborative", "popularity", "session"];

/** A smaller part would be shown as 0.000. */
const VISIBLE = 0.0005;

export interface Part {
  name: string;
  words: string;
  colour: string;
  value: number;
  /** What the catalogue gives the part at most, where it is one of its signals. */
  weight: number | undefined;
}

/** The visible parts of a breakdown, in its order. */
export function partsOf(breakdown: Breakdown | undefined, weights: Record<string, number> = {}): Part[] {
  return Object.entries(breakdown ?? {})
    .filter(([, value]) => Math.abs(value) >= VISIBLE)
    .map(([name, value]) => ({
      name,
      words: partWords(name),
      colour: COLOURED.includes(name) ? name : name === "interest" ? "content" : "other",
      value,
      weight: weights[name],
    }));
}

export function partWords(name: string): string {
  const key = `part.${name}`;
  return isKey(key) ? t(key) : humanize(name);
}

/** The most that a score can be, by which every bar of the page is drawn. */
export function fullScore(catalog: Catalog): number {
  const sum = Object.values(catalog.weights ?? {}).reduce(
    (total, weight) => total + Math.max(0, Number(weight) || 0),
    0,
  );
  return sum > 0 ? sum : 1;
}

/** Three decimals and a true minus sign. */
export function decimal(value: number): string {
  return value.toFixed(3).replace("-", "−");
}

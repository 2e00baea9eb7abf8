/** What a part of a score was computed from, as the node's own `explain` tells it. */
import { callServer, path } from "../api/http.ts";
import type { Catalog } from "../api/types.ts";
import type { Part } from "../words/score.ts";

/** The search that a list was made by. */
export interface SearchBody {
  query: unknown;
  [key: string]: unknown;
}

export interface Explanation {
  value: number;
  description: string;
  details?: Explanation[];
}

/** How well an item fits, from 0 to 1, from what figure, and what that counts. */
export interface Computed {
  fit: number;
  weight: number;
  raw?: number;
}

/** Figures that differ by less are the same one, computed with other rounding. */
const SAME = 0.002;

/** What the same search says of this item alone: no part of a score depends on other hits. */
export async function explained(catalog: Catalog, body: SearchBody, id: string): Promise<Map<string, Computed>> {
  const found = await callServer<{ hits?: { hits?: { _explanation?: Explanation }[] } }>(
    "POST",
    `${path(catalog.index ?? catalog.name)}/_search`,
    {
      body: {
        ...body,
        size: 1,
        _source: false,
        explain: true,
        query: { bool: { must: [body.query], filter: [{ ids: { values: [id] } }] } },
      },
    },
  );
  return computedIn(found.hits?.hits?.[0]?._explanation);
}

/** The parts by name, out of "content, weight * part:" and what stands below it. */
export function computedIn(explanation: Explanation | undefined): Map<string, Computed> {
  const parts = new Map<string, Computed>();
  for (const { description, details = [] } of explanation?.details ?? []) {
    const [, name] = /^(\w+), weight \* part/.exec(description) ?? [];
    const weight = details.find((one) => one.description === "weight");
    const fit = details.find((one) => one !== weight);
    if (!name || !weight || !fit) continue;
    const raw = rawIn(fit);
    parts.set(name, { fit: fit.value, weight: weight.value, ...(raw !== undefined && { raw }) });
  }
  return parts;
}

function rawIn({ value, description, details = [] }: Explanation): number | undefined {
  if (description.startsWith("value: ")) return value;
  return details.map(rawIn).find((found) => found !== undefined);
}

/**
 * What a part was computed from, only where it is that of the score one sees. Words are measured among all items, so
 * that of them only the weight is known.
 */
export function computedOf(part: Part, told: Map<string, Computed>): Computed | undefined {
  const found = told.get(part.name);
  if (!found || found.weight === 0) return undefined;
  if (Math.abs(found.fit * found.weight - part.value) < SAME) return found;
  return part.name === "lexical" ? { fit: part.value / found.weight, weight: found.weight } : undefined;
}

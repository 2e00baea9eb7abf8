/** What a catalogue has most of, to begin with where nobody wrote questions for it. */
import { callServer, path } from "../api/http.ts";
import type { Catalog } from "../api/types.ts";
import { roleOf } from "../words/fields.ts";

/** Kinds told. */
const TOLD = 5;

/** Roles whose values say what an item is, the most telling first. */
const KINDS = ["genre", "tag", "brand", "person"];

export function kindField(catalog: Catalog): string | undefined {
  const fields = catalog.filter_fields ?? [];
  return KINDS.map((role) => fields.find((field) => roleOf(catalog, field) === role)).find((field) => field);
}

/** The commonest kinds; none where no field tells one. */
export async function kindsOf(catalog: Catalog): Promise<string[]> {
  const field = kindField(catalog);
  if (!field) return [];
  const found = await callServer<{ aggregations?: { kinds?: { buckets?: { key: unknown }[] } } }>(
    "POST",
    `${path(catalog.index ?? catalog.name)}/_search`,
    { body: { size: 0, aggs: { kinds: { terms: { field, size: TOLD } } } } },
  );
  return (found.aggregations?.kinds?.buckets ?? []).map(({ key }) => String(key));
}

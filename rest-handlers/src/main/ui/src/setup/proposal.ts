/** A declaration to begin with, from what an index's mapping says and what some of its documents hold. */
import type { Source } from "../api/types.ts";

export type Properties = Record<
  string,
  { type?: string; fields?: Record<string, { type?: string }>; properties?: Properties }
>;

/** Types whose values can be filtered by. */
const FILTERED = /^(keyword|integer|long|short|byte|float|double|half_float|scaled_float|date|boolean)$/;

/** Characters of values that one reads, and does not choose from a list. */
const LONG = 60;

/** Fields that tell what an item is, at most. */
const DESCRIBING = 4;

/** Fields for what is learned from events, by what declares them. */
const LEARNED = { popularity_field: "popularity", collaborative_field: "cf_vector" };

export function proposal(
  index: string,
  properties: Properties,
  models: string[],
  sample: Source[],
): Record<string, unknown> {
  const fields = Object.entries(properties);
  const length = (name: string) => meanLength(sample, name);
  const texts = fields
    .filter(([, { type }]) => type === "text")
    .map(([name]) => name)
    .sort((one, other) => length(other) - length(one));
  const title = texts.find((name) => /title|name/i.test(name)) ?? texts.at(-1) ?? "title";
  const described = [title, ...texts.filter((name) => name !== title)].slice(0, DESCRIBING);
  const filters = fields.flatMap(([name, { type = "", fields: more = {} }]) => {
    if (name === title || length(name) > LONG) return [];
    if (FILTERED.test(type)) return [name];
    const exact = Object.entries(more).find(([, one]) => one.type === "keyword");
    return exact ? [`${name}.${exact[0]}`] : [];
  });
  return {
    index,
    title_field: title,
    text_fields: described.map((name) => (name === title ? `${name}^3` : name)),
    filter_fields: filters,
    model: models.find((name) => /bge-small-en/.test(name)) ?? models[0] ?? "bge-small-en-v1.5",
    embed_fields: described,
    vector_field: "item_vector",
    ...learned(properties),
  };
}

/** What is there already is somebody else's. */
function learned(properties: Properties): Record<string, string> {
  return Object.fromEntries(Object.entries(LEARNED).filter(([, field]) => !(field in properties)));
}

function meanLength(sample: Source[], field: string): number {
  const lengths = sample.flatMap((source) => [source[field] ?? ""].flat()).map((value) => String(value).length);
  return lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.length);
}

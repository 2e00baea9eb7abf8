/** A declaration to begin with, from what an index's mapping says. */

export type Properties = Record<
  string,
  { type?: string; fields?: Record<string, { type?: string }>; properties?: Properties }
>;

/** Types whose values can be filtered by. */
const FILTERED = /^(keyword|integer|long|short|byte|float|double|half_float|scaled_float|date|boolean)$/;

export function proposal(index: string, properties: Properties, models: string[]): Record<string, unknown> {
  const fields = Object.entries(properties);
  const texts = fields.filter(([, { type }]) => type === "text").map(([name]) => name);
  const title = texts.find((name) => /title|name/i.test(name)) ?? texts[0] ?? "title";
  const described = [title, ...texts.filter((name) => name !== title)].slice(0, 4);
  const filters = fields.flatMap(([name, { type = "", fields: more = {} }]) =>
    FILTERED.test(type)
      ? [name]
      : Object.entries(more).some(([, one]) => one.type === "keyword") && name !== title
        ? [`${name}.keyword`]
        : [],
  );
  return {
    index,
    title_field: title,
    text_fields: described.map((name) => (name === title ? `${name}^3` : name)),
    filter_fields: filters,
    model: models.find((name) => /bge-small-en/.test(name)) ?? models[0] ?? "bge-small-en-v1.5",
    embed_fields: described,
    vector_field: "item_vector",
  };
}

/** Messages that make sense after an answer, in the language of the conversation. */
import type { Catalog, ChatAnswer, Item } from "../api/types.ts";
import { type Key, say } from "../state/language.ts";
import { inRole, plain, roleOf } from "../words/fields.ts";

const MOST = 5;

/** What can be asked of a field in a role, and a word for it. */
const REFINEMENTS: [string, Key][] = [
  ["year", "follow.newer"],
  ["duration", "follow.shorter"],
  ["price", "follow.cheaper"],
];

export function followUps(catalog: Catalog, answer: ChatAnswer, tag: string): string[] {
  if (answer.ask?.choices?.length) return answer.ask.choices.slice(0, MOST);
  const hits = answer.hits ?? [];
  const [first] = hits;
  if (!first) return [say(tag, "follow.popular"), say(tag, "follow.recommend")];
  const refinements = REFINEMENTS.filter(([role]) => inRole(catalog, first, role)).map(([, key]) => say(tag, key));
  const another = otherKind(catalog, hits, answer);
  return [
    ...refinements,
    say(tag, hits.length > 1 ? "follow.why" : "follow.whyThis"),
    ...(hits.length > 1 ? [say(tag, "follow.compare", { other: Math.min(hits.length, 3) })] : []),
    ...(another ? [say(tag, "follow.not", { kind: another })] : []),
    say(tag, "follow.else"),
  ].slice(0, MOST);
}

/** The commonest kind among the hits that the plan did not ask for. */
function otherKind(catalog: Catalog, hits: Item[], { plan }: ChatAnswer): string | undefined {
  const asked = JSON.stringify(plan?.filters ?? []).toLowerCase();
  const counts = new Map<string, number>();
  for (const hit of hits) {
    for (const kind of [inRole(catalog, hit, "genre")?.[1] ?? []].flat().map(plain)) {
      if (!asked.includes(kind.toLowerCase())) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0];
}

/** First messages for an empty conversation. */
export function firstMessages(catalog: Catalog, tag: string): string[] {
  if (catalog.name === "films" || catalog.name === "shop") {
    const name = catalog.name;
    return ([1, 2, 3] as const).map((number) => say(tag, `first.${name}.${number}`));
  }
  const priced = (catalog.filter_fields ?? []).some((field) => roleOf(catalog, field) === "price");
  return [say(tag, "follow.recommend"), say(tag, "follow.popular"), say(tag, priced ? "first.cheap" : "first.new")];
}

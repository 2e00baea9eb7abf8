/** What was understood of a message, in words; each part can be said back to the server to be taken away. */
import type { Catalog, Change, Degraded, Filter, Plan, Value } from "../api/types.ts";
import { isKey, type Key, named, say, t } from "../state/language.ts";
import { bareName, fieldWords, humanize, plain, roleOf, valueWords } from "./fields.ts";

/** One part of a plan. */
export interface PlanPart {
  text: string;
  kind: "words" | "filter" | "not" | "like" | "sort";
  /** What can be said to the server to have this part taken away. */
  drop?: string;
}

/**
 * The parts of a plan, one for each field that it has conditions of.
 *
 * @param tag the language of the conversation, in which a part is asked to be dropped
 */
export function planParts(
  catalog: Catalog,
  plan: Plan,
  titleOf: (id: string) => string | undefined,
  tag = "en",
): PlanPart[] {
  const parts: PlanPart[] = [];
  if (plan.query) parts.push({ text: t("plan.words", { text: plan.query }), kind: "words" });
  for (const filters of byField(plan.filters ?? [])) {
    const [first] = filters as [Filter];
    const text = grouped(filters)
      .map((group) => groupWords(catalog, group))
      .join(", ");
    const kind = filters.every(({ op }) => op === "not") ? "not" : "filter";
    parts.push({ text, kind, drop: say(tag, "plan.dropField", { field: humanize(bareName(first.field)) }) });
  }
  for (const item of plan.like_items ?? []) {
    const id = typeof item === "string" ? item : item.id;
    const title = (typeof item === "string" ? undefined : item.title) ?? titleOf(id) ?? id;
    parts.push({ text: t("plan.like", { title }), kind: "like" });
  }
  for (const one of plan.sort ?? []) {
    parts.push({ text: sortWords(catalog, one), kind: "sort" });
  }
  return parts;
}

/** What is said of one field is one part: the server understands "forget the year", and then forgets all of it. */
function byField(filters: Filter[]): Filter[][] {
  return [...new Set(filters.map(({ field }) => field))].map((field) => filters.filter((one) => one.field === field));
}

function grouped(filters: Filter[]): Filter[][] {
  const groups: Filter[][] = [];
  for (const filter of filters) {
    const mate = groups.find(([one]) => one && one.field === filter.field && ranged(one) && ranged(filter));
    if (mate) mate.push(filter);
    else groups.push([filter]);
  }
  return groups;
}

const ranged = ({ op }: Filter) => /^[gl]te?$/.test(op);

function groupWords(catalog: Catalog, group: Filter[]): string {
  const [from, to] = [group.find(({ op }) => op.startsWith("g")), group.find(({ op }) => op.startsWith("l"))];
  if (!from || !to) return filterWords(catalog, group[0] as Filter);
  const [low, high] = [valueWords(catalog, from.field, from.value), valueWords(catalog, to.field, to.value)];
  return bare(catalog, from.field) ? range(low, high) : `${fieldWords(catalog, from.field)} ${range(low, high)}`;
}

const range = (low: string, high: string) => (low === high ? low : `${low}–${high}`);

/** Whether values of a field speak for themselves, as "1990" and "Comedy" do. */
function bare(catalog: Catalog, field: string): boolean {
  return ["year", "genre", "duration", "price", "person", "brand", "country", "language", "color"].includes(
    roleOf(catalog, field) ?? "",
  );
}

/** One condition, such as "from 1990", "not Comedy", "under 1 h 30". */
export function filterWords(catalog: Catalog, { field, op, value }: Filter): string {
  const values = (Array.isArray(value) ? value : [value]).map((one) => valueWords(catalog, field, one as Value));
  const text = values.join(t(op === "not" ? "words.nor" : "words.or"));
  const key = `op.${op}`;
  const worded = isKey(key) ? t(key, { value: text }) : `${op} ${text}`;
  return bare(catalog, field) ? worded : `${fieldWords(catalog, field)}: ${worded}`;
}

/** One sort, given as "year", "-year", "year:desc" or {field, order}. */
export function sortWords(catalog: Catalog, sort: string | { field: string; order?: string }): string {
  const given = typeof sort === "string" ? parseSort(sort) : sort;
  const down = String(given.order ?? "asc")
    .toLowerCase()
    .startsWith("desc");
  const role = roleOf(catalog, given.field) ?? "other";
  const way = down ? "down" : "up";
  const known = isKey(`sort.${role}.${way}`) && role !== "other";
  return t(known ? (`sort.${role}.${way}` as Key) : `sort.other.${way}`, { field: fieldWords(catalog, given.field) });
}

function parseSort(text: string): { field: string; order: string } {
  const [field = "", order = "asc"] = text.replace(/^-/, "").split(/[:\s]+/);
  return { field, order: text.startsWith("-") ? "desc" : order };
}

/** What was left out or given up, in one clause each. The server writes conditions as "runtime lt 20". */
export function changeWords(catalog: Catalog, { part, reason }: Change): string {
  const condition = conditionOf(part);
  const words = condition ? filterWords(catalog, condition) : plain(part);
  return reason ? `${words} (${named("reason", reason.replaceAll(" ", "_"), humanize(reason))})` : words;
}

function conditionOf(part: unknown): Filter | null {
  if (part && typeof part === "object" && "field" in part) return part as Filter;
  const match = typeof part === "string" && /^(\S+) (eq|in|not|gte?|lte?) (.+)$/.exec(part);
  if (!match) return null;
  const [, field, op, text] = match as unknown as [string, string, string, string];
  return { field, op, value: /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text };
}

/** What was answered with less than the best means, and why. */
export function degradedWords({ stage, reason }: Degraded): string {
  return t("degraded.line", {
    stage: named("stage", stage, humanize(stage)),
    reason: named("degraded", reason, humanize(reason)),
  });
}

/** The facts of an item, each in one place: title, the line below it, the description, and the rest. */
import type { Catalog, Item, Source, Value } from "../api/types.ts";
import { t } from "../state/language.ts";
import { filled, inRole, plain, roleOf, valueWords } from "./fields.ts";

/** Text longer than this is a description, not a fact. */
const LONG_TEXT = 90;

/** What stands below a title, in this order; where there is little room, the first of it. */
const LINE = ["year", "duration", "person", "brand", "rating"];

/** The same of what is for sale: its colour tells one from another of the same name, and its year tells little. */
const SOLD = ["price", "color", "brand", "person", "rating", "year"];

export function titleOf(catalog: Catalog, { id, source }: Item): string {
  const named = [catalog.title_field ?? "title", "title", "name"].map((field) => plain(source[field]).trim());
  return named.find((text) => text !== "") ?? t("item.untitled", { id });
}

/** The facts below the title, at most four; an item without any of the usual ones tells its first other facts. */
export function factLine(catalog: Catalog, item: Item): { field: string; text: string }[] {
  const roles = inRole(catalog, item, "price") ? SOLD : LINE;
  const usual = roles.map((role) => inRole(catalog, item, role)).filter((fact) => fact !== undefined);
  const others = (catalog.filter_fields ?? []).filter(
    (field) => filled(item.source[field]) && !long(item.source[field]),
  );
  const facts = usual.length > 0 ? usual : others.map((field): [string, Value] => [field, item.source[field] as Value]);
  return facts.slice(0, 4).map(([field, value]) => ({ field, text: lineWords(catalog, field, value) }));
}

/** More would leave no room for what the item is. */
const MOST_COMMON = 2;

/** Where an item comes from is shared by too many to tell of a liking. */
const ORIGIN = ["language", "country"];

/** What an item has that a person likes, the catalogue's most telling fields first. */
export function commonFacts(
  catalog: Catalog,
  item: Item,
  liked: ReadonlySet<string>,
): { field: string; text: string }[] {
  const values = (catalog.filter_fields ?? [])
    .filter((field) => !ORIGIN.includes(roleOf(catalog, field) ?? ""))
    .flatMap((field) => [item.source[field] ?? []].flat().map((value) => ({ field, text: plain(value) })));
  return values.filter(({ text }) => liked.has(text)).slice(0, MOST_COMMON);
}

/** Of many people the first two are enough for a line. */
function lineWords(catalog: Catalog, field: string, value: Value): string {
  const some = Array.isArray(value) && value.length > 2 ? value.slice(0, 2) : value;
  const words = valueWords(catalog, field, some);
  return roleOf(catalog, field) === "rating" ? `★ ${words}` : words;
}

/** The longest text that describes the item. */
export function description(catalog: Catalog, item: Item): [string, string] | undefined {
  const fields = [
    ...(catalog.text_fields ?? []).map((field) => field.replace(/\^.*$/, "")),
    ...Object.keys(item.source),
  ];
  const field = fields.find((name) => name !== catalog.title_field && long(item.source[name]));
  return field === undefined ? undefined : [field, plain(item.source[field])];
}

function long(value: Value | undefined): boolean {
  return typeof value === "string" && value.length > LONG_TEXT;
}

/** All other facts. */
export function otherFacts(catalog: Catalog, item: Item): [string, Value][] {
  const told = new Set([...factLine(catalog, item).map(({ field }) => field), description(catalog, item)?.[0]]);
  return Object.entries(item.source).filter(
    ([field, value]) =>
      field !== catalog.title_field && !told.has(field) && tellable(catalog, item.source, field, value),
  );
}

/** Vectors and what the plugin keeps beside them are no facts for a person, nor is the address of a picture. */
function tellable(catalog: Catalog, source: Source, field: string, value: Value): boolean {
  if (!filled(source[field])) return false;
  if ([catalog.vector_field, catalog.collaborative_field, catalog.popularity_field].includes(field)) return false;
  if (/(_meta|_vector)$/.test(field) || roleOf(catalog, field) === "image") return false;
  return !(Array.isArray(value) && value.length > 4 && value.every((one) => typeof one === "number"));
}

/** The address of an item's picture, where this server has it: the page asks no other host for anything. */
export function pictureOf(catalog: Catalog, item: Item, base: string): string | undefined {
  const value = inRole(catalog, item, "image")?.[1];
  if (typeof value !== "string") return undefined;
  if (/^data:image\/(png|jpeg|webp|gif|avif);/.test(value)) return value;
  try {
    const address = new URL(value, base);
    return address.origin === new URL(base).origin && /^https?:$/.test(address.protocol) ? address.href : undefined;
  } catch {
    return undefined;
  }
}

/** What a field is and how its values are written. What the catalogue declares goes before what a name suggests. */
import type { Catalog, Item, Value } from "../api/types.ts";
import { isKey, language, t } from "../state/language.ts";

/** Roles by words in a field's name, for catalogues that do not say. */
const GUESSES: [RegExp, string][] = [
  [/year|released|published/i, "year"],
  [/runtime|duration|minutes/i, "duration"],
  [/price|cost|fare|msrp/i, "price"],
  [/rating|stars/i, "rating"],
  [/director|author|artist|creator/i, "person"],
  [/brand|manufacturer|publisher|vendor/i, "brand"],
  [/genre|categor|topic|subject/i, "genre"],
  [/image|picture|poster|thumbnail|photo/i, "image"],
  [/language|^lang$/i, "language"],
  [/country|nation/i, "country"],
  [/colou?r/i, "color"],
];

/** Roles that mean the same to this page. */
const SAME: Record<string, string> = {
  date: "year",
  director: "person",
  author: "person",
  category: "genre",
  type: "genre",
  colour: "color",
  picture: "image",
};

/** Beside an analysed field, the same value as it stands: what OpenSearch's own mapping adds. */
const EXACT = /\.(keyword|raw)$/;

/**
 * A field's role, or nothing where neither catalogue nor name tell. A tag is what the server takes a field for of which
 * it knows no better; then the name is listened to.
 */
export function roleOf(catalog: Catalog, field: string): string | undefined {
  const { role: told, guessed = false } = catalog.fields?.[field] ?? {};
  const declared = told?.toLowerCase();
  const named = GUESSES.find(([pattern]) => pattern.test(field))?.[1];
  const telling = declared && declared !== "other" && !(guessed && declared === "tag" && named);
  const role = telling ? declared : named;
  return role && (SAME[role] ?? role);
}

/** The fields of an item in a role, in the catalogue's order. */
export function inRole(catalog: Catalog, item: Item, role: string): [string, Value] | undefined {
  const order = [...(catalog.filter_fields ?? []), ...Object.keys(item.source)];
  const field = order.find((name) => roleOf(catalog, name) === role && filled(item.source[name]));
  return field === undefined ? undefined : [field, item.source[field] as Value];
}

export function filled(value: Value | undefined): boolean {
  return !(value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0));
}

/** A field's name as words: the catalogue's label, the interface's word for it, or "release_year" as "release year". */
export function fieldWords(catalog: Catalog, field: string): string {
  const label = catalog.fields?.[field]?.label;
  if (typeof label === "string") return label;
  const inLanguage = label?.[language.value] ?? label?.en;
  if (inLanguage) return inLanguage;
  const name = bareName(field);
  const key = `field.${name.toLowerCase()}`;
  return isKey(key) ? t(key) : humanize(name);
}

/** The field itself, where one beside it is meant. */
export function bareName(field: string): string {
  return field.replace(EXACT, "");
}

export function humanize(name: string): string {
  return name.replace(/[._-]+/g, " ").trim();
}

/** A value on one line. */
export function plain(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(plain).join(", ");
  if (typeof value === "object") {
    return Object.entries(value)
      .map(([key, one]) => `${humanize(key)} ${plain(one)}`)
      .join(", ");
  }
  return String(value);
}

/** A value as a person would write it: "2 h 25", "€ 19.90", "1979". */
export function valueWords(catalog: Catalog, field: string, value: Value): string {
  const role = roleOf(catalog, field);
  if (Array.isArray(value)) return value.map((one) => valueWords(catalog, field, one)).join(", ");
  if (typeof value === "number" && value >= 0 && role === "duration")
    return duration(value, catalog.fields?.[field]?.unit ?? "min");
  if (typeof value === "number" && role === "price") return money(value, catalog.fields?.[field]?.unit);
  if (role === "year") return yearOf(value);
  if (typeof value === "boolean") return t(value ? "words.yes" : "words.no");
  if (typeof value === "number") return withUnit(new Intl.NumberFormat(language.value).format(value), catalog, field);
  return plain(value);
}

function withUnit(number: string, catalog: Catalog, field: string): string {
  const unit = catalog.fields?.[field]?.unit;
  return unit ? `${number} ${unit}` : number;
}

/** Minutes as "2 h 25"; other units are brought to minutes. */
export function duration(value: number, unit = "min"): string {
  const factor = /^h/.test(unit) ? 60 : /^s/.test(unit) ? 1 / 60 : 1;
  const minutes = Math.round(value * factor);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return t("words.minutes", { minutes });
  const rest = minutes % 60;
  return rest === 0
    ? t("words.hours", { hours })
    : t("words.hoursMinutes", { hours, minutes: String(rest).padStart(2, "0") });
}

/** An amount with its currency; without a known one it is a mere number. */
export function money(value: number, currency?: string): string {
  if (currency && /^[A-Z]{3}$/.test(currency)) {
    return new Intl.NumberFormat(language.value, { style: "currency", currency }).format(value);
  }
  const amount = new Intl.NumberFormat(language.value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    value,
  );
  return currency ? `${amount} ${currency}` : amount;
}

/** Dates are told by their year where they stand for when something came out. */
function yearOf(value: Value): string {
  const date = typeof value === "number" && value > 9999 ? new Date(value) : null;
  if (date && !Number.isNaN(date.getTime())) return String(date.getUTCFullYear());
  return plain(value).replace(/^(\d{4})-\d{2}-\d{2}.*$/, "$1");
}

/** The words of the interface. English is part of the page; other languages are files of messages beside it. */
import { signal } from "@preact/signals";
import english from "../../messages/en.json";
import { partOf } from "../api/http.ts";

declare const LANGUAGES: Record<string, string>;

export type Key = Exclude<keyof typeof english, "language">;
export type Messages = Partial<Record<string, string>>;

/** What may stand in the holes of a message. */
export type Holes = Record<string, string | number>;

/** The languages that there is a file for, by their own names. */
export const languages: Record<string, string> = typeof LANGUAGES === "undefined" ? { en: "English" } : LANGUAGES;

const loaded = new Map<string, Messages>([["en", english]]);

/** The tag of the language that the interface speaks. */
export const language = signal("en");

/** What `t` says, in a given language; where that lacks a message, in English. */
export function say(tag: string, key: Key, holes: Holes = {}): string {
  const messages: Messages = loaded.get(tag) ?? english;
  const count = holes.count;
  const form = typeof count === "number" ? `${key}.${new Intl.PluralRules(tag).select(count)}` : key;
  const pattern = messages[form] ?? messages[key] ?? (english as Messages)[form] ?? english[key] ?? key;
  return pattern.replace(/\{(\w+)\}/g, (_: string, name: string) => shown(tag, holes[name]));
}

function shown(tag: string, value: string | number | undefined): string {
  return typeof value === "number" ? new Intl.NumberFormat(tag).format(value) : (value ?? "");
}

/** A message in the language of the interface; `count` chooses between its plural forms. */
export function t(key: Key, holes?: Holes): string {
  return say(language.value, key, holes);
}

/** Whether there is such a message in English; names that come from a server are looked up so. */
export function isKey(key: string): key is Key {
  return key in english && key !== "language";
}

/** A message by a name that comes from the server, or the fallback where nobody wrote one. */
export function named(prefix: string, name: string, fallback: string, holes?: Holes): string {
  const key = `${prefix}.${name}`;
  return isKey(key) ? t(key, holes) : fallback;
}

/** Milliseconds that the page waits for a language; it is shown in another one rather than not at all. */
const PATIENCE = 3_000;

/** Brings the messages of a language, once. */
export async function ensure(tag: string): Promise<boolean> {
  if (loaded.has(tag)) return true;
  if (!(tag in languages)) return false;
  try {
    const response = await fetch(partOf(`messages.${tag}.json`), { signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) return false;
    loaded.set(tag, (await response.json()) as Messages);
    return true;
  } catch {
    return false;
  }
}

/** Makes the interface speak a language, and remembers it. */
export async function speak(tag: string): Promise<void> {
  if (!(await ensure(tag))) return;
  language.value = tag;
  document.documentElement.lang = tag;
  document.documentElement.dir = directionOf(tag);
}

/** The first of the wanted languages that there is a file for. */
export function choose(wanted: readonly string[]): string {
  const tags = Object.keys(languages);
  for (const one of wanted) {
    const exact = tags.find((tag) => tag.toLowerCase() === one.toLowerCase());
    const near = tags.find((tag) => tag.toLowerCase() === one.toLowerCase().split("-")[0]);
    if (exact ?? near) return (exact ?? near) as string;
  }
  return "en";
}

export function directionOf(tag: string): "ltr" | "rtl" {
  return /^(ar|fa|he|ur|ps|sd|yi|dv|ug)\b/.test(tag) ? "rtl" : "ltr";
}

/** The language that a text is most likely written in, by its script; none where its letters are those of many. */
export function scriptOf(text: string): string | undefined {
  if (/[\u3040-\u30ff]/.test(text)) return "ja";
  if (/[\u4e00-\u9fff]/.test(text)) return "zh";
  if (/[\uac00-\ud7af]/.test(text)) return "ko";
  if (/[\u0600-\u06ff]/.test(text)) return "ar";
  if (/[\u0590-\u05ff]/.test(text)) return "he";
  if (/[\u0400-\u04ff]/.test(text)) return "ru";
  return undefined;
}

/** A day as the interface's language writes it; nothing where it is none. */
export function day(timestamp: string | number | undefined): string {
  const date = new Date(timestamp ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleDateString(language.value, { dateStyle: "medium" });
}

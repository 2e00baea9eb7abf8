/** Questions on which a person makes a difference. Those of the demo are checked by a test on its catalogues. */
import { language } from "../state/language.ts";
import demo from "./demo.json";

/** A question in the language of the interface, and who makes a difference to it. */
export interface Offer {
  question: string;
  user: string;
}

/** As the file has it: in English, and in the other languages of the interface. */
interface Written extends Offer {
  translated: Words;
}

export interface Viewer {
  id: string;
  text: string;
}

type Words = { readonly [tag: string]: string | undefined };

interface Demo {
  name: string;
  offers: Written[];
  /** What each likes, by language. */
  viewers: { readonly [id: string]: Words | undefined };
}

const catalogs: Demo[] = demo.catalogs;

/** The demo's catalogues are known by their names. */
const shown = (catalog: string | undefined) => catalogs.find(({ name }) => name === catalog);

/** The catalogue that the page opens on: one that has questions to begin with, else the first. */
export function opening(names: string[]): string | undefined {
  return catalogs.map(({ name }) => name).find((name) => names.includes(name)) ?? names[0];
}

export function offersOf(catalog: string | undefined): Offer[] {
  const offers = shown(catalog)?.offers ?? [];
  return offers.map(({ question, user, translated }) => ({
    question: translated[language.value] ?? question,
    user,
  }));
}

/** People worth trying in a catalogue, with what they like. */
export function viewersOf(catalog: string | undefined): Viewer[] {
  return Object.entries(shown(catalog)?.viewers ?? {}).map(([id, words]) => ({ id, text: inLanguage(words) }));
}

/** What a person of the demo likes; nothing of others. */
export function describe(catalog: string | undefined, user: string): string {
  return inLanguage(shown(catalog)?.viewers[user]);
}

const inLanguage = (words: Words | undefined) => words?.[language.value] ?? words?.en ?? "";

/** What all parts of the page share: the catalogue, titles and opinions seen so far, and word of changes to a person. */
import { batch, effect, signal } from "@preact/signals";
import * as routes from "../api/routes.ts";
import type { Catalog, Item } from "../api/types.ts";
import { opening } from "../compare/offers.ts";
import { address, go, user } from "./address.ts";
import type { Key } from "./language.ts";

export const catalogNames = signal<string[] | null>(null);
export const catalog = signal<Catalog | null>(null);
export const failure = signal<Error | null>(null);

/** What could not be done, where the part of the page that asked for it may be gone; the message has a hole `why`. */
export const notice = signal<{ key: Key; error: Error } | null>(null);

/** Counts what was learned of a person; whatever depends on it is loaded anew. */
export const learned = signal(0);

/** What a screen reader is told. */
export const announced = signal("");

/** What the person said of items since the page was opened, with the event that said it. */
export const opinions = signal<ReadonlyMap<string, Opinion>>(new Map());

export interface Opinion {
  type: "like" | "dislike";
  eventId: string;
}

const titles = new Map<string, string>();

export const titleOf = (id: string | undefined) => (id === undefined ? undefined : titles.get(id));

/** Keeps the titles of items, for where the server names only their ids. */
export function remember(items: Item[], titled: (item: Item) => string): void {
  for (const item of items) titles.set(item.id, titled(item));
}

/** Keeps what the person said of an item, in other tabs, too. */
export function setOpinion(id: string, opinion: Opinion | null): void {
  keepOpinion(id, opinion);
  tell({ said: [id, opinion] });
}

function keepOpinion(id: string, opinion: Opinion | null): void {
  const next = new Map(opinions.value);
  if (opinion) next.set(id, opinion);
  else next.delete(id);
  opinions.value = next;
}

const CHANNEL = "chatrec";

/** What tabs tell each other: of which person something changed, and what was said of which item. */
interface Told {
  catalog: string | undefined;
  user: string;
  said?: [string, Opinion | null];
}

let channel: BroadcastChannel | null = null;

/** Something of the person changed: this page follows, and other tabs do. */
export function changed(): void {
  learned.value++;
  tell({});
}

function tell(more: Partial<Told>): void {
  const told: Told = { catalog: catalog.value?.name, user: user.value, ...more };
  channel?.postMessage(told);
}

/** Other tabs tell what they changed. */
export function listenToTabs(): void {
  channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", ({ data }: MessageEvent<Told>) => {
    if (data?.catalog !== catalog.value?.name || data?.user !== user.value) return;
    if (data.said) keepOpinion(...data.said);
    else learned.value++;
  });
}

/** Loads the list of catalogues; one that is shown stays where a later look fails. */
export async function start(): Promise<void> {
  const first = catalogNames.peek() === null;
  if (first) failure.value = null;
  try {
    const { catalogs = [] } = await routes.catalogs();
    catalogNames.value = catalogs.map((one) => one.name);
  } catch (error) {
    if (first) failure.value = error as Error;
  }
}

/** Loads the catalogue of the address, whenever that changes. */
export function followCatalog(): void {
  let known = "";
  effect(() => {
    const names = catalogNames.value;
    const wanted = address.value.catalog;
    if (!names || names.length === 0) return;
    if (!names.includes(wanted)) {
      if (wanted && wanted !== known) notice.value = { key: "catalog.unknown", error: new Error(wanted) };
      go({ catalog: names.includes(known) ? known : (opening(names) ?? "") }, true);
      return;
    }
    if (wanted === known) return;
    known = wanted;
    void load(wanted);
  });
  let person = "";
  effect(() => {
    if (user.value !== person) opinions.value = new Map();
    person = user.value;
  });
}

export async function load(name: string): Promise<void> {
  try {
    const found = await routes.catalog(name);
    if (address.peek().catalog !== name) return; // another one was chosen meanwhile
    batch(() => {
      catalog.value = { ...found, name };
      failure.value = null;
    });
  } catch (error) {
    if (address.peek().catalog !== name) return;
    batch(() => {
      catalog.value = null;
      failure.value = error as Error;
    });
  }
}

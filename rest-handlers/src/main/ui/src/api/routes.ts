/** The plugin's routes by what they are for. */
import { allows, call, callServer, path } from "./http.ts";
import type {
  Catalog,
  ChatAnswer,
  Evaluation,
  Event,
  Item,
  Person,
  Preferences,
  Recommended,
  Source,
  Value,
} from "./types.ts";

const of = (catalog: string, ...rest: (string | number)[]) => path("catalogs", catalog, ...rest);

export const catalogs = () => call<{ catalogs?: { name: string }[] }>("GET", "catalogs");
export const catalog = (name: string) => call<Catalog>("GET", of(name));
export const declare = (name: string, body: unknown, dryRun: boolean) =>
  call<Record<string, Value>>("PUT", of(name) + (dryRun ? "?dry_run=true" : ""), { body });
export const train = (name: string) => call<Record<string, Value>>("POST", of(name, "train"), { body: {} });

export const chat = (name: string, body: Record<string, unknown>, signal?: AbortSignal) =>
  call<ChatAnswer>("POST", of(name, "chat"), { body, signal });
export const session = (id: string) => call<Record<string, Value>>("GET", path("sessions", id));
export const turn = (id: string, number: number, wait?: string) =>
  call<Record<string, unknown>>("GET", path("sessions", id, "turns", number) + (wait ? `?wait=${wait}` : ""));
export const endSession = (id: string) => call<unknown>("DELETE", path("sessions", id));

export const events = (name: string, list: Event[]) =>
  call<{ accepted?: number; rejected?: { index: number; reason: string }[] }>("POST", of(name, "events"), {
    body: { events: list },
    keepalive: true,
  });
export const similar = (name: string, id: string, size: number) =>
  call<Recommended>("GET", `${of(name, "items", id, "similar")}?size=${size}`);
export const recommend = (name: string, body: Record<string, unknown>) =>
  call<Recommended>("POST", of(name, "recommend"), { body });

/** What is known of a person; of somebody new that is nothing, which is no error. */
export const person = (name: string, user: string) =>
  call<Person>("GET", `${of(name, "users", user)}?allow_missing=true`);

/** As many parts of an export are asked for at most: it may not go on for ever. */
const PARTS = 200;

/** All that is kept of a person; the server gives it in parts. */
export async function exported(name: string, user: string): Promise<Record<string, Value>> {
  const route = of(name, "users", user, "export");
  const whole = await call<Record<string, Value>>("GET", `${route}?allow_missing=true`);
  for (let part = whole, at = 0; part.truncated && at < PARTS; at++) {
    part = await call("GET", `${route}?after=${encodeURIComponent(String(part.next))}`);
    for (const key of ["events", "sessions"]) {
      if (Array.isArray(part[key])) whole[key] = [...((whole[key] ?? []) as Value[]), ...(part[key] as Value[])];
    }
  }
  const { truncated: _truncated, next: _next, ...all } = whole;
  return all;
}

export const forget = (name: string, user: string) => call<Record<string, Value>>("DELETE", of(name, "users", user));
export const prefer = (name: string, user: string, body: Preferences) =>
  call<unknown>("PUT", of(name, "users", user, "preferences"), { body });
export const forgetEvent = (name: string, user: string, event: string) =>
  call<unknown>("DELETE", of(name, "users", user, "events", event));
export const dropInterest = (name: string, user: string, at: string | number) =>
  call<unknown>("DELETE", of(name, "users", user, "interests", at));
export const keepInterest = (
  name: string,
  user: string,
  at: string | number,
  body: { pinned?: boolean; weight?: number },
) => call<unknown>("PUT", of(name, "users", user, "interests", at), { body });

export const why = (name: string, id: string, user: string) =>
  call<Record<string, Value>>(
    "GET",
    of(name, "items", id, "why") + (user ? `?user_id=${encodeURIComponent(user)}` : ""),
  );
export const whySearch = (name: string, body: Record<string, unknown>, signal?: AbortSignal) =>
  call<Record<string, Value>>("POST", of(name, "why"), { body, signal });

export const evaluate = (name: string, body: Record<string, unknown>) =>
  call<Evaluation>("POST", of(name, "evaluate"), { body, patience: 600_000 });
export const models = () => call<{ models?: Value[] }>("GET", "models");
export const stats = () => call<Record<string, Value>>("GET", "stats");
export const experiment = (name: string) =>
  call<Record<string, Value>>("GET", `${of(name, "experiment")}?allow_missing=true`);

/** What a node may lack: the controls of a route that is not there are not shown. */
export const can = {
  forget: (name: string, user: string) => allows("DELETE", of(name, "users", user)),
  export: (name: string, user: string) => allows("GET", of(name, "users", user, "export")),
  prefer: (name: string, user: string) => allows("PUT", of(name, "users", user, "preferences")),
  forgetEvent: (name: string, user: string) => allows("DELETE", of(name, "users", user, "events", "x")),
  changeInterest: (name: string, user: string) => allows("DELETE", of(name, "users", user, "interests", "0")),
  experiment: (name: string) => allows("GET", of(name, "experiment")),
  why: (name: string) => allows("GET", of(name, "items", "x", "why")),
  whySearch: (name: string) => allows("POST", of(name, "why")),
};

/** A search as any client of OpenSearch would send it, with what `ext.chatrec` says beside it. */
export function searchBody(
  query: unknown,
  text: string,
  user: string,
  size: number,
  ext: Record<string, unknown> = {},
) {
  const chatrec = { ...(text && { text }), ...(user && { user_id: user, seen: "mark" }), ...ext };
  return { size, query, ext: { chatrec } };
}

interface Hit {
  _id: string;
  _score: number;
  _source?: Source;
  fields?: { _chatrec?: Record<string, number>[]; _chatrec_seen?: boolean[]; _chatrec_had?: boolean[] };
}

/** Sends a search to a catalogue's index. */
export async function search(catalog: Catalog, body: unknown, signal?: AbortSignal): Promise<Item[]> {
  const found = await callServer<{ hits?: { hits?: Hit[] } }>(
    "POST",
    `${path(catalog.index ?? catalog.name)}/_search`,
    {
      body,
      signal,
    },
  );
  return (found.hits?.hits ?? []).map(asItem);
}

/** Some documents of an index that may be no catalogue. */
export async function sample(index: string, size: number): Promise<Source[]> {
  const found = await callServer<{ hits?: { hits?: Hit[] } }>("POST", `${path(index)}/_search`, {
    body: { size, query: { match_all: {} } },
  });
  return (found.hits?.hits ?? []).map(({ _source }) => _source ?? {});
}

/** Items by their ids. */
export async function items(catalog: Catalog, ids: string[]): Promise<Map<string, Item>> {
  if (ids.length === 0) return new Map();
  const found = await search(catalog, { size: ids.length, query: { ids: { values: ids } } });
  return new Map(found.map((item) => [item.id, item]));
}

function asItem({ _id, _score, _source, fields }: Hit): Item {
  const item: Item = { id: _id, score: _score, source: _source ?? {} };
  if (fields?._chatrec?.[0]) item.breakdown = fields._chatrec[0];
  if (fields?._chatrec_seen?.[0]) item.seen = true;
  if (fields?._chatrec_had?.[0]) item.had = true;
  return item;
}

/** An id that no other event has. `crypto.randomUUID` exists only on HTTPS and localhost, this everywhere. */
export function uniqueId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

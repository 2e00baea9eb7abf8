/** The conversation: what was said and answered, and the session that the server keeps of it. */
import { batch, computed, signal } from "@preact/signals";
import type { ApiError } from "../api/http.ts";
import * as routes from "../api/routes.ts";
import type { ChatAnswer, Item } from "../api/types.ts";
import { address, go, user } from "../state/address.ts";
import { ensure, scriptOf, t } from "../state/language.ts";
import { announced, catalog, changed, notice, opinions, remember } from "../state/store.ts";
import { titleOf } from "../words/facts.ts";
import { restored } from "./restore.ts";

export interface Turn {
  key: number;
  message: string;
  user: string;
  answer?: ChatAnswer;
  error?: Error;
  stopped?: boolean;
  /** The order before what the person said of an item changed it. */
  before?: Item[];
}

/** Longest message that the server takes. */
export const LONGEST = 4000;

/** Messages of a conversation that are said again to see what an opinion changes; more would cost more than it tells. */
const REPLAYED = 4;

/** Hits of an answer that names no number. */
const SIZE = 5;

/** Intents that something was looked for with. */
const FINDING = ["search", "recommend", "similar", "refine"];

export const turns = signal<Turn[]>([]);

/** What stands in the box. */
export const draft = signal("");

const running = signal<AbortController | null>(null);
export const busy = computed(() => running.value !== null);

/** Why the conversation of the address is not shown. */
export const lost = signal<Error | null>(null);

/** The replay that is under way; a later opinion, or the next message, ends it. */
let replaying: AbortController | null = null;

/** Whether a language model explains here: then hits are shown before its prose is there. */
let modelSeen = false;
let keys = 0;
/** The session whose turns are shown, and whom and what it is about. */
let shownSession = "";
let about = "";

/** Whether an answer was looked for with a plan, so that the plan is worth showing. */
export const finds = (answer: ChatAnswer) => FINDING.includes(answer.intent ?? "");

export function stop(): void {
  running.value?.abort();
}

/** Empties the conversation; the old one stays behind the back button. */
export function startOver(): void {
  stop();
  reset();
  go({ session: "" });
}

function reset(): void {
  turns.value = [];
  lost.value = null;
  shownSession = "";
}

/** Erases the conversation, on the server first: it is shown for as long as it is kept. */
export async function erase(): Promise<void> {
  const { session } = address.value;
  stop();
  try {
    if (session) await routes.endSession(session);
  } catch (error) {
    if ((error as ApiError).status !== 404) {
      notice.value = { key: "talk.notErased", error: error as Error };
      return;
    }
  }
  if (address.value.session === session) startOver();
}

/** Shows the session of the address, and begins anew where catalogue or person are others and it does not name it. */
export async function follow(): Promise<void> {
  const { session } = address.value;
  const now = `${catalog.value?.name}\n${user.value}`;
  if (about !== now) {
    stop();
    if (about !== "" && (session === "" || session !== shownSession)) reset();
    about = now;
  }
  if (!catalog.value || session === shownSession || busy.peek()) return;
  reset();
  shownSession = session;
  if (!session) return;
  try {
    const found = await restored(catalog.value, session);
    if (shownSession !== session) return;
    for (const turn of found) keep(turn.answer);
    const before = found.map((turn) => ({ ...turn, key: ++keys, user: user.value }));
    turns.value = [...before, ...turns.value]; // something may have been said meanwhile
  } catch (error) {
    if (shownSession !== session) return;
    if ((error as ApiError).status === 404) go({ session: "" }, true);
    else lost.value = error as Error;
  }
}

/** Reads the conversation of the address once more. */
export function followAgain(): Promise<void> {
  shownSession = "";
  return follow();
}

/** Says something. */
export async function ask(text: string): Promise<void> {
  const message = text.trim();
  if (!message || message.length > LONGEST || busy.value || !catalog.value) return;
  const turn: Turn = { key: ++keys, message, user: user.value };
  turns.value = [...turns.value, turn];
  await run(turn);
}

/** Sends a turn's message, also once more after an error. */
export async function run(turn: Turn): Promise<void> {
  const shown = catalog.value;
  if (!shown || busy.value) return;
  const mine = new AbortController();
  running.value = mine;
  replaying?.abort();
  update(turn, { error: undefined, stopped: false });
  try {
    const [answer] = await Promise.all([
      routes.chat(shown.name, body(turn.message, shownSession), mine.signal),
      ensure(scriptOf(turn.message) ?? "en"), // suggestions speak the language of the conversation
    ]);
    if (mine.signal.aborted) return;
    answered(turn, answer);
    if (answer.explanations === "later") void prose(turn, answer, mine.signal);
  } catch (error) {
    failed(turn, error as ApiError);
  } finally {
    if (running.value === mine) running.value = null;
  }
}

function body(message: string, session: string): Record<string, unknown> {
  return {
    message,
    explain: modelSeen ? "later" : "auto",
    ...(session && { session_id: session }),
    ...(user.value && { user_id: user.value }),
  };
}

function answered(turn: Turn, answer: ChatAnswer): void {
  keep(answer);
  modelSeen ||= answer.explainer === "llm" || answer.planner === "llm";
  shownSession = answer.session_id ?? shownSession;
  batch(() => {
    update(turn, { answer });
    go({ session: shownSession, view: "talk" }, true);
    const hits = answer.hits?.length ?? 0;
    announced.value = `${answer.reply ?? ""} ${t("talk.results", { count: hits })}`;
  });
  // What is said in a chat may be kept as a preference: the panel and other tabs follow.
  if (user.value) changed();
}

function failed(turn: Turn, error: ApiError): void {
  if (/session/i.test(error.message)) shownSession = ""; // it may have expired; trying again begins a new one
  update(turn, error.kind === "stopped" ? { stopped: true } : { error });
}

/** Explanations that a language model is still writing take the place of the first ones when they are there. */
async function prose(turn: Turn, { session_id, turn: number }: ChatAnswer, signal: AbortSignal): Promise<void> {
  for (let round = 0; round < 3 && !signal.aborted; round++) {
    const found = await routes.turn(session_id, number, "10s").catch(() => null);
    if (!found) return;
    const told = new Map(((found.hits ?? []) as Item[]).map((hit) => [hit.id, hit]));
    const now = turns.value.find(({ key }) => key === turn.key)?.answer;
    if (!now) return;
    const hits = (now.hits ?? []).map((hit) => ({ ...hit, ...pick(told.get(hit.id)) }));
    update(turn, {
      answer: { ...now, hits, explainer: String(found.explainer ?? now.explainer), explanations: String(found.status) },
    });
    if (found.status !== "pending") return;
  }
}

const pick = (hit: Item | undefined) =>
  hit?.explanation ? { explanation: hit.explanation, evidence: hit.evidence ?? [] } : {};

function update(turn: Turn, change: { [K in keyof Turn]?: Turn[K] | undefined }): void {
  turns.value = turns.value.map((one) => (one.key === turn.key ? ({ ...one, ...change } as Turn) : one));
}

function keep(answer: ChatAnswer | undefined): void {
  const shown = catalog.value;
  if (shown) remember(answer?.hits ?? [], (item) => titleOf(shown, item));
}

/**
 * Whether messages do nothing but find: said again they would leave nothing behind. Whatever states an opinion, or may
 * have, would count twice.
 */
export const onlyFind = (said: Turn[]) =>
  said.every(({ answer }) => answer && finds(answer) && answer.plan?.preferences?.length === 0);

/** Whether the last turn can be found anew by saying the conversation again. */
const repeatable = (turn: Turn) =>
  turn.key === turns.value.at(-1)?.key && turns.value.length <= REPLAYED && !modelSeen && onlyFind(turns.value);

/** What an opinion makes of an answer: the same is asked in a conversation of its own, which is erased at once. */
export async function seeEffect(turn: Turn): Promise<void> {
  replaying?.abort();
  const mine = new AbortController();
  replaying = mine;
  const shown = catalog.value;
  const now = turns.value.find(({ key }) => key === turn.key);
  const hits = now?.answer?.hits;
  if (!shown || !now?.answer || !hits) return;
  const disliked = [...opinions.value].filter(([, said]) => said.type === "dislike").map(([id]) => id);
  const left = hits.filter(({ id }) => !disliked.includes(id));
  const messages = turns.value.map(({ message }) => message);
  const again = repeatable(now) ? await replay(shown.name, messages, disliked.length, mine.signal) : null;
  if (mine.signal.aborted) return;
  const next = again?.hits?.filter(({ id }) => !disliked.includes(id)).slice(0, Math.max(hits.length, SIZE)) ?? left;
  keep(again ?? undefined);
  update(turn, {
    before: hits,
    answer: { ...now.answer, hits: next, ...(again?.query_id && { query_id: again.query_id }) },
  });
}

async function replay(name: string, messages: string[], more: number, signal: AbortSignal): Promise<ChatAnswer | null> {
  let session = "";
  let answer: ChatAnswer | null = null;
  try {
    for (const message of messages) {
      answer = await routes.chat(name, { ...body(message, session), explain: "template", size: SIZE + more }, signal);
      session = answer.session_id;
    }
  } catch {
    answer = null;
  }
  if (session) void routes.endSession(session).catch(() => {});
  return answer;
}

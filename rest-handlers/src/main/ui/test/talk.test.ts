import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { ApiError } from "../src/api/http.ts";
import type { Catalog, ChatAnswer, Item } from "../src/api/types.ts";
import { planOf } from "../src/compare/understood.ts";
import { opened } from "../src/items/opened.ts";
import { conversationsOf } from "../src/me/conversations.tsx";
import { failureWords } from "../src/parts/failure.tsx";
import { address } from "../src/state/address.ts";
import { judge, waitsForPerson } from "../src/state/feedback.ts";
import { catalog, catalogNames, failure, notice, opinions, setOpinion, start } from "../src/state/store.ts";
import { ask, busy, erase, follow, followAgain, lost, seeEffect, turns } from "../src/talk/conversation.ts";

type Reply = { status?: number; body?: unknown };

const GOODS = { name: "goods", index: "goods" } as Catalog;
const item = (id: string): Item => ({ id, score: 1, source: { title: id } });

/** What the page sent, and what it is answered with. */
let sent: { method: string; path: string; body: Record<string, unknown> }[] = [];
let reply: (method: string, path: string) => Reply | Promise<Reply> = () => ({});

const chats = () => sent.filter(({ path }) => path.endsWith("/chat"));

const found = (preferences: unknown[] | undefined, intent = "search"): ChatAnswer =>
  ({ session_id: "s", turn: 1, intent, plan: { query: "x", preferences }, hits: [item("a"), item("b")] }) as ChatAnswer;

beforeEach(() => {
  sent = [];
  const global = globalThis as Record<string, unknown>;
  global.history = { replaceState: () => {}, pushState: () => {} };
  global.fetch = async (url: URL | string, init: RequestInit = {}) => {
    const { pathname } = new URL(url);
    const method = init.method ?? "GET";
    sent.push({ method, path: pathname, body: init.body ? JSON.parse(String(init.body)) : {} });
    const { status = 200, body = {} } = await reply(method, pathname);
    return new Response(JSON.stringify(body), { status });
  };
  address.value = { catalog: "goods", user: "ann", view: "talk", q: "", session: "" };
  catalog.value = GOODS;
});

afterEach(async () => {
  reply = () => ({});
  notice.value = null;
  opinions.value = new Map();
  await erase();
});

async function said(...answers: ChatAnswer[]): Promise<void> {
  for (const body of answers) {
    reply = () => ({ body });
    await ask("something");
  }
  sent = [];
  reply = () => ({ body: { ...found([]), session_id: "replay", hits: [item("c")] } });
}

const last = () => {
  const turn = turns.value.at(-1);
  assert.ok(turn);
  return turn;
};

test("an item chosen in a list is a click once its sheet is closed, one opened otherwise is none", () => {
  const clicks = () => sent.filter(({ path }) => path.endsWith("/events")).map(({ body }) => body);
  const sheet = { item: item("a"), place: { position: 3, queryId: "q" }, question: "" };
  opened.value = { ...sheet, clicked: true };
  assert.deepEqual(clicks(), []);
  opened.value = { ...sheet, item: item("b") }; // from "similar", in the same sheet
  opened.value = null;
  assert.equal(clicks().length, 1);
  for (const part of ['"click"', '"a"', '"ann"', '"q"', '"position":3'])
    assert.ok(JSON.stringify(clicks()).includes(part), part);
});

test("an opinion has what only finds found anew", async () => {
  await said(found([]), found([], "refine"));
  await seeEffect(last());
  assert.equal(chats().length, 2);
  assert.deepEqual(
    last().answer?.hits?.map(({ id }) => id),
    ["c"],
  );
});

test("what states an opinion is never said again, nor what may have", async () => {
  for (const one of [found([{ like: true, value: "Horror" }]), found(undefined), found([], "feedback")]) {
    await said(one, found([]));
    setOpinion("a", { type: "dislike", eventId: "e" });
    await seeEffect(last());
    assert.deepEqual(sent, []);
    assert.deepEqual(
      last().answer?.hits?.map(({ id }) => id),
      ["b"],
    );
    await erase();
  }
});

test("only the last answer is found anew", async () => {
  await said(found([]), found([]));
  await seeEffect(turns.value[0] as (typeof turns.value)[0]);
  assert.deepEqual(sent, []);
});

test("the next message ends what an opinion began", async () => {
  await said(found([]));
  let answer: (reply: Reply) => void = () => {};
  reply = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const effect = seeEffect(last());
  const first = last();
  const late = answer;
  reply = () => ({ body: found([]) });
  await ask("and now?");
  late({ body: { ...found([]), hits: [item("late")] } });
  await effect;
  const now = turns.value.find(({ key }) => key === first.key);
  assert.deepEqual(
    now?.answer?.hits?.map(({ id }) => id),
    ["a", "b"],
  );
});

test("a message that is on its way keeps the next one back at once", async () => {
  reply = () => ({ body: found([]) });
  const both = [ask("第一句"), ask("second")];
  assert.equal(busy.value, true);
  await Promise.all(both);
  assert.equal(turns.value.length, 1);
});

test("a conversation that could not be erased is still shown, and the page says so", async () => {
  await said(found([]));
  reply = () => ({ status: 503, body: { error: "no" } });
  await erase();
  assert.equal(turns.value.length, 1);
  assert.equal(notice.value?.key, "talk.notErased");
  reply = () => ({ status: 404, body: {} });
  await erase();
  assert.equal(turns.value.length, 0);
});

test("a conversation that cannot be read is no empty one", async () => {
  await follow();
  address.value = { ...address.value, session: "kept" };
  reply = () => ({ status: 503, body: { error: "later" } });
  await follow();
  assert.equal((lost.value as ApiError).status, 503);
  reply = () => ({ body: { turns: [{ turn: 1, message: "shoes", hits: [] }] } });
  await followAgain();
  assert.equal(lost.value, null);
  assert.equal(last().message, "shoes");
});

test("what is said while a conversation is read stays below it", async () => {
  address.value = { ...address.value, session: "kept" };
  let read: (reply: Reply) => void = () => {};
  reply = (_, path) =>
    path.endsWith("/sessions/kept")
      ? new Promise((resolve) => {
          read = resolve;
        })
      : { body: { ...found([]), session_id: "kept" } };
  const reading = follow();
  const asking = ask("and in blue?");
  read({ body: { turns: [{ turn: 1, message: "shoes", hits: [] }] } });
  await Promise.all([reading, asking]);
  assert.deepEqual(
    turns.value.map(({ message }) => message),
    ["shoes", "and in blue?"],
  );
  assert.ok(last().answer);
});

test("an opinion that waited for a person and was not kept is told", async () => {
  address.value = { ...address.value, user: "" };
  await judge(item("a"), "like", { position: 1 });
  address.value = { ...address.value, user: "bob" };
  reply = () => ({ status: 429, body: {} });
  waitsForPerson.value?.();
  await new Promise(setImmediate);
  assert.equal(notice.value?.key, "feedback.notSaved");
  waitsForPerson.value = null;
});

test("a later look at the list of catalogues takes nothing away from the page", async () => {
  catalogNames.value = null;
  reply = () => ({ status: 503, body: {} });
  await start();
  assert.ok(failure.value);
  reply = () => ({ body: { catalogs: [{ name: "goods" }] } });
  await start();
  assert.equal(failure.value, null);
  reply = () => ({ status: 503, body: {} });
  await start();
  assert.equal(failure.value, null);
  const broken = new Error("the catalogue's own");
  failure.value = broken;
  reply = () => ({ body: { catalogs: [{ name: "goods" }] } });
  await start();
  assert.equal(failure.value, broken);
  failure.value = null;
});

test("a question that was not understood once is asked again", async () => {
  const { signal } = new AbortController();
  reply = () => ({ status: 503, body: {} });
  assert.deepEqual(await planOf(GOODS, "red shoes", signal), { plan: { query: "red shoes" }, read: false });
  const plan = { query: "shoes", filters: [] };
  reply = () => ({ body: { session_id: "s", intent: "search", plan } });
  assert.deepEqual(await planOf(GOODS, "red shoes", signal), { plan, read: true });
  sent = [];
  assert.deepEqual(await planOf(GOODS, "red shoes", signal), { plan, read: true });
  assert.equal(chats().length, 0);
});

test("a route that is not there is told in words", () => {
  const error = new ApiError("server", "no handler found for uri [/x] and method [GET]", 400);
  assert.match(failureWords(error), /no such route/);
});

test("conversations of an export are the newest first, and those without a message are none", () => {
  const session = (session_id: string, updated: number, message?: string) => ({
    session_id,
    updated,
    state: { turns: message === undefined ? [] : [{ message }] },
  });
  const exported = { sessions: [session("a", 1, "first"), session("b", 3), session("c", 2, "later")] };
  assert.deepEqual(
    conversationsOf(exported as never).map(({ session, first }) => [session, first]),
    [
      ["c", "later"],
      ["a", "first"],
    ],
  );
  assert.deepEqual(conversationsOf({}), []);
});

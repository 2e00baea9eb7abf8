/** The conversation: sending messages and showing each turn. */
import { cards } from "./cards.js";
import { button, failure, fill, h, skeleton } from "./dom.js";
import { followUps } from "./words.js";
import { answerNotes, comparison, footer, planChips } from "./understood.js";

/** Intents of a question that stands by itself. */
const FIRST = ["search", "recommend", "similar"];

/** Intents whose answer was looked for with the plan; the others speak about what an earlier one found. */
const FINDING = [...FIRST, "refine"];

/**
 * One question and its answer on the page.
 *
 * @typedef {{message: string, user: string, body: HTMLElement}} Turn
 */

/**
 * The chat of the page. It keeps the session that the server's answers name, until the catalogue changes, the user
 * changes or a new conversation is started.
 *
 * @param {import("./app.js").Context} context
 * @param {(id: string) => HTMLElement} at finds an element of the page by id
 * @param {(catalog: object) => {title: string, text: string, first: string[]}} greeting what an empty chat says
 */
export function createChat(context, at, greeting) {
  const message = at("message");
  /** Positions of items by id, in the last answer to a question. */
  const answered = new Map();
  let session = null;
  let running = null;
  let lastMessage = "";

  at("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    if (running) running.abort();
    else ask(message.value);
  });
  message.addEventListener("keydown", (event) => {
    // While an input method composes (Chinese, Japanese), Enter chooses a word and must not send.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!running) ask(message.value);
  });
  at("restart").addEventListener("click", () => {
    clear();
    message.focus();
  });

  /** Empties the conversation and forgets the session. */
  function clear() {
    running?.abort();
    session = null;
    answered.clear();
    lastMessage = "";
    fill(at("turns"));
    at("restart").hidden = true;
    welcome();
    suggest([]);
  }

  function welcome() {
    const { title, text, first } = greeting(context.catalog);
    fill(
      at("welcome"),
      h("h2", null, title),
      h("p", null, text),
      h(
        "div",
        { class: "chips", role: "group", "aria-label": "Messages to begin with" },
        first.map((words) => chip(words)),
      ),
    );
    at("welcome").hidden = false;
  }

  /** Another user: what was said stays to be compared with, the session does not. */
  function userChanged() {
    running?.abort();
    session = null;
    if (!lastMessage) return;
    at("turns").querySelector(".divider:last-child")?.remove();
    at("turns").append(
      h("li", { class: "divider" }, context.user ? `Now you are ${context.user}` : "Now you are nobody"),
    );
    suggest([lastMessage]);
  }

  /** @param {string} text what the person says */
  async function ask(text) {
    const words = text.trim();
    if (!words || running || !context.catalog) return;
    message.value = "";
    at("welcome").hidden = true;
    at("restart").hidden = false;
    suggest([]);
    await answer(begin(words));
  }

  function begin(words) {
    const body = h("div", { class: "answer" });
    const who = context.user ? `${context.user} asked` : "You asked";
    const item = h(
      "li",
      { class: "turn" },
      h("h2", { class: "said" }, h("span", { class: "visually-hidden" }, `${who}: `), words),
      body,
    );
    at("turns").append(item);
    item.scrollIntoView({ block: "start" });
    return { message: words, user: context.user, body };
  }

  async function answer(turn) {
    const mine = new AbortController();
    busy(mine);
    fill(turn.body, skeleton(4, "Looking through the catalogue"));
    try {
      const { catalog, user, api } = context;
      const body = {
        message: turn.message,
        explain: "auto",
        ...(session && { session_id: session }),
        ...(user && { user_id: user }),
      };
      const result = await api.chat(catalog.name, body, mine.signal);
      if (mine.signal.aborted) return;
      session = result.session_id ?? session;
      show(turn, result);
    } catch (error) {
      if (/session/i.test(error.message)) session = null; // it may have expired; trying again begins a new one
      fill(turn.body, error.kind === "stopped" ? stopped(turn) : failure(error, () => running || answer(turn)));
    } finally {
      if (running === mine) busy(null);
    }
  }

  function stopped(turn) {
    return h(
      "p",
      { class: "muted" },
      "Stopped. ",
      button("Ask again", () => running || answer(turn), { class: "link" }),
    );
  }

  function busy(controller) {
    running = controller;
    at("send").textContent = controller ? "Stop" : "Send";
    at("send").classList.toggle("stop", Boolean(controller));
    at("turns").setAttribute("aria-busy", String(Boolean(controller)));
  }

  function show(turn, result) {
    const hits = result.hits ?? [];
    // "newer" asked twice means something else the second time: only a first question can be asked again as it was.
    if (FIRST.includes(result.intent) || !lastMessage) lastMessage = turn.message;
    const question = lastMessage;
    const before = turn.message === question ? answered.get(question.toLowerCase()) : undefined;
    if (turn.message === question)
      answered.set(question.toLowerCase(), new Map(hits.map((hit, index) => [hit.id, index + 1])));
    const hint = h("div", { class: "hint", role: "status" });
    const onFeedback = () => {
      fill(
        hint,
        h("p", null, "This counts from the next answer."),
        button(`Ask again: “${question}”`, () => ask(question)),
      );
      context.learned();
    };
    // Built before the plan, which names items whose titles the cards bring.
    const shelf = hits.length > 0 && cards(hits, { context, queryId: result.query_id, onFeedback, before });
    fill(
      turn.body,
      answerText(result),
      FINDING.includes(result.intent) && planChips(result.plan, context.titleOf),
      answerNotes(result),
      shelf,
      hint,
      footer(result, turn.user),
    );
    context.announce(`${result.reply ?? ""} ${hits.length} ${hits.length === 1 ? "result" : "results"}.`);
    suggest(followUps(result));
  }

  /** A template's comparison is the table put into a sentence; a language model's says something of its own. */
  function answerText(result) {
    const table = result.intent === "compare" && comparison(result.hits ?? [], context);
    const reply = result.reply && h("p", { class: "reply" }, result.reply);
    return table && result.explainer !== "llm" ? table : [reply, table];
  }

  function suggest(messages) {
    fill(
      at("followups"),
      messages.map((words) => chip(words)),
    );
  }

  function chip(words) {
    return button(
      words,
      () => {
        ask(words);
        message.focus({ preventScroll: true });
      },
      { class: "chip" },
    );
  }

  return { clear, userChanged };
}

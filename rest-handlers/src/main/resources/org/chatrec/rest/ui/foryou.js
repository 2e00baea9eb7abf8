/** The panel beside the chat: recommendations without a question, and what is known about the user. */
import { cards } from "./cards.js";
import { button, failure, fill, h, skeleton } from "./dom.js";
import { profile } from "./profile.js";

/** Users offered to somebody who is nobody yet. */
const PEOPLE = 8;

/** Recommendations shown. */
const SIZE = 6;

/**
 * @param {import("./app.js").Context} context
 * @param {HTMLElement} root the panel
 * @param {(text: string) => Promise<boolean>} confirm asks before a user is forgotten
 * @param {() => {id: string, text: string}[]} viewers users to try, none in most catalogues
 */
export function createForYou(context, root, confirm, viewers) {
  const name = h("h2", { tabindex: "-1" });
  const picks = h("div", { class: "picks" });
  const known = h("div", { class: "known" });
  let round = 0;

  /** Loads both parts anew for the current user; an answer for an earlier user is ignored when it comes late. */
  function refresh() {
    const mine = ++round;
    if (!context.catalog) return fill(root);
    if (!context.user) return invite();
    if (!picks.isConnected) {
      fill(picks, skeleton(5, "Looking for recommendations"));
      fill(known, skeleton(3, "Loading the profile"));
    }
    fill(name, `For ${context.user}`);
    if (!picks.isConnected) fill(root, name, picks, known);
    const current = () => mine === round;
    loadPicks(current);
    loadProfile(current);
  }

  function invite() {
    const people = viewers().slice(0, PEOPLE);
    fill(picks);
    fill(
      root,
      h("h2", null, "For you"),
      h(
        "p",
        { class: "muted" },
        "Choose who you are, and this is where recommendations and what was learned about you appear.",
      ),
      people.length > 0 && h("div", { class: "people" }, people.map(person)),
    );
  }

  function person({ id, text }) {
    return h(
      "button",
      { type: "button", class: "person", on: { click: () => context.setUser(id) } },
      h("b", null, id),
      text && h("span", null, text),
    );
  }

  async function loadPicks(current) {
    try {
      const { api, catalog, user } = context;
      const found = await api.recommend(catalog.name, { user_id: user, size: SIZE });
      if (current()) showPicks(found);
    } catch (error) {
      if (current())
        fill(
          picks,
          failure(
            error.missingRoute ? new Error("This server cannot recommend without a question.") : error,
            error.missingRoute ? null : refresh,
          ),
        );
    }
  }

  function showPicks({ items = [], strategy, query_id: queryId }) {
    const focused = picks.contains(document.activeElement);
    fill(
      picks,
      items.length === 0
        ? h("p", { class: "muted" }, "Nothing to recommend yet. Like something in the chat first.")
        : cards(items, { context, queryId, onFeedback: judged, compact: true }),
      strategy && h("p", { class: "footer" }, `Strategy: ${strategy}`),
    );
    if (focused) name.focus({ preventScroll: true }); // what had the focus is gone
  }

  function judged(type) {
    context.announce(`${type === "like" ? "Liked" : "Noted"}. The recommendations are being renewed.`);
    refresh();
  }

  async function loadProfile(current) {
    const { api, catalog, user } = context;
    try {
      const found = await api.profile(catalog.name, user);
      const erasable = await api.canForget(catalog.name, user);
      if (current()) fill(known, profile(user, found, context.titleOf), erasable && eraser(catalog, user));
    } catch (error) {
      if (!current()) return;
      if (error.status === 404 || error.missingRoute) fill(known);
      else fill(known, failure(error, refresh));
    }
  }

  function eraser(catalog, user) {
    const outcome = h("p", { class: "outcome", role: "status" });
    const forget = button(
      "Forget me",
      async () => {
        if (!(await confirm(user))) return;
        try {
          await context.api.forget(catalog.name, user);
          context.announce(`${user} is forgotten.`);
          context.forgotten();
        } catch (error) {
          forget.hidden = error.missingRoute || error.status === 404;
          fill(outcome, forget.hidden ? "" : `Not forgotten: ${error.message}`);
        }
      },
      { class: "danger quiet" },
    );
    return [forget, outcome];
  }

  return { refresh };
}

/** The page's start: catalogue and user switches, and the parts that depend on them. */
import { createApi } from "./api.js";
import { createChat } from "./chat.js";
import { greetingOf, viewersOf } from "./demo.js";
import { failure, fill, h } from "./dom.js";
import { createForYou } from "./foryou.js";

/**
 * What the parts of the page share.
 *
 * @typedef {object} Context
 * @property {import("./api.js").Api} api
 * @property {{name: string, title_field?: string, filter_fields?: string[]}|null} catalog the one that is shown
 * @property {string} user whom answers are for, empty for nobody
 * @property {(id: string) => string|undefined} titleOf the title of an item seen on the page
 * @property {(id: string, title: string) => void} remember keeps a title for `titleOf`
 * @property {(text: string) => void} announce tells a screen reader
 * @property {() => void} chooseUser brings the user to the place where one says who one is
 * @property {(id: string) => void} setUser
 * @property {() => void} learned called when something about the user was learned
 * @property {() => void} forgotten called when the user was erased
 */

/** What the user box says when it is empty; typed in, it means the same. */
const NOBODY = "nobody";

const at = (id) => document.getElementById(id);

function start() {
  const titles = new Map();
  /** @type {Context} */
  const context = {
    api: createApi(),
    catalog: null,
    user: "",
    titleOf: (id) => titles.get(id),
    remember: (id, title) => titles.set(id, title),
    announce: (text) => fill(at("announcer"), text),
    chooseUser: () => at("user").focus(),
    setUser: (id) => navigate(at("catalog").value, id === NOBODY ? "" : id),
    learned: () => forYou.refresh(),
    forgotten: () => {
      chat.clear();
      forYou.refresh();
    },
  };
  const chat = createChat(context, at, greetingOf);
  const forYou = createForYou(context, at("you"), confirmForget, () => viewersOf(context.catalog));
  bindSwitches(context);
  bindViews();
  addEventListener("hashchange", () => follow(context, chat, forYou));
  open(context, chat, forYou);
}

/** Loads the list of catalogues, then shows the one that the address names, or the first. */
async function open(context, chat, forYou) {
  try {
    const { catalogs = [] } = await context.api.catalogs();
    const names = catalogs.map((one) => one.name);
    if (names.length === 0) return noCatalog();
    fill(
      at("catalog"),
      names.map((name) => h("option", { value: name }, name)),
    );
    at("catalog").disabled = false;
    await follow(context, chat, forYou);
  } catch (error) {
    fill(
      at("welcome"),
      failure(error, () => open(context, chat, forYou)),
    );
  }
}

function noCatalog() {
  fill(at("catalog"), h("option", null, "none"));
  fill(
    at("welcome"),
    h("h2", null, "No catalogue yet"),
    h(
      "p",
      null,
      "Declare one with PUT /_plugins/_chatrec/catalogs/{name}, or run ./chatrec demo to see a sample of films.",
    ),
  );
}

/** Makes the page show what its address says: #catalog=films&user=ridley. */
async function follow(context, chat, forYou) {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const select = at("catalog");
  const names = [...select.options].map((option) => option.value);
  const name = names.includes(wanted.get("catalog")) ? wanted.get("catalog") : (context.catalog?.name ?? names[0]);
  const user = (wanted.get("user") ?? "").trim();
  const userChanged = user !== context.user;
  context.user = user;
  select.value = name;
  showUser(user);
  if (name !== context.catalog?.name) {
    await load(name, context, chat, forYou);
  } else if (userChanged) {
    chat.userChanged();
    forYou.refresh();
  }
}

async function load(name, context, chat, forYou) {
  try {
    const found = await context.api.catalog(name);
    if (at("catalog").value !== name) return; // another one was chosen meanwhile
    context.catalog = { ...found, name };
    fill(
      at("viewers"),
      viewersOf(context.catalog).map(({ id, text }) => h("option", { value: id }, text)),
    );
    chat.clear();
    forYou.refresh();
  } catch (error) {
    fill(at("turns"));
    fill(
      at("welcome"),
      failure(error, () => load(name, context, chat, forYou)),
    );
    at("welcome").hidden = false;
  }
}

/** The address is the only place where catalogue and user are kept, so that a link shows the same. */
function navigate(catalog, user) {
  const wanted = new URLSearchParams({ catalog, ...(user && { user }) });
  location.hash = wanted.toString();
}

function bindSwitches(context) {
  // Followed as a link it would overwrite the catalogue and user in the address.
  at("skip").addEventListener("click", (event) => {
    event.preventDefault();
    at("message").focus();
  });
  const input = at("user");
  at("catalog").addEventListener("change", () => navigate(at("catalog").value, context.user));
  input.addEventListener("change", () => context.setUser(input.value.trim()));
  input.addEventListener("focus", () => input.select());
  input.addEventListener("input", () => showUser(input.value));
  at("user-clear").addEventListener("click", () => {
    showUser("");
    context.setUser("");
    input.focus();
  });
  at("who").addEventListener("submit", (event) => {
    event.preventDefault();
    context.setUser(input.value.trim());
  });
}

function showUser(user) {
  if (at("user").value !== user) at("user").value = user;
  at("user-clear").hidden = user === "";
}

/** On a narrow screen chat and panel take turns. */
function bindViews() {
  const buttons = [...document.querySelectorAll("[data-show]")];
  buttons.forEach((one) =>
    one.addEventListener("click", () => {
      document.body.dataset.view = one.dataset.show;
      buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === one)));
      scrollTo({ top: 0 });
    }),
  );
}

/** Asks in a dialog whether a user shall be forgotten; Escape means no. */
function confirmForget(user) {
  const dialog = at("forget");
  fill(
    at("forget-text"),
    `Everything learned about “${user}” is erased: events, profile and conversations. This cannot be undone.`,
  );
  dialog.showModal();
  return new Promise((resolve) => {
    const decide = (value) => () => dialog.close(value);
    at("forget-yes").onclick = decide("yes");
    at("forget-no").onclick = decide("no");
    dialog.returnValue = "no";
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

start();

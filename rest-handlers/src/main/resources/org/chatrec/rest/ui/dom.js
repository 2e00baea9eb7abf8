/**
 * Building elements. Whatever comes from the server becomes a text node or an attribute value here, never markup, so a
 * title such as "<script>" is shown as it is written.
 */

const SVG = "http://www.w3.org/2000/svg";

/** The drawings used on buttons, as SVG path data on a 24 × 24 grid. */
const ICONS = {
  like: "M12 20.3C5.5 15.6 3.2 12.3 3.2 8.9a4.7 4.7 0 0 1 8.8-2.3 4.7 4.7 0 0 1 8.8 2.3c0 3.4-2.3 6.7-8.8 11.4z",
  dislike: "M12 3.2a8.8 8.8 0 1 0 0 17.6 8.8 8.8 0 0 0 0-17.6zM5.9 5.9l12.2 12.2",
  similar: "M4 6h10M4 12h7M4 18h10M17 9l3 3-3 3",
};

/**
 * Creates an element.
 *
 * @param {string} tag name of the element
 * @param {Object<string, any>} [props] attributes; `on` holds listeners by event name, `vars` CSS custom properties
 *     (through the CSSOM, since the page's content security policy refuses style attributes); false and null are skipped
 * @param {...(Node|string|number|null|undefined|false|Array)} children nodes or text
 * @returns {HTMLElement}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "on") Object.entries(value).forEach(([type, listener]) => element.addEventListener(type, listener));
    else if (name === "vars") Object.entries(value).forEach(([key, text]) => element.style.setProperty(key, text));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(
    ...children
      .flat(Infinity)
      .filter(present)
      .map((child) => (child instanceof Node ? child : String(child))),
  );
  return element;
}

/**
 * Replaces everything in an element.
 *
 * @param {Element} parent
 * @param {...(Node|string|null|undefined|false|Array)} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter(present));
}

/**
 * A drawing for a button; it carries no meaning for a screen reader, the button's text does.
 *
 * @param {keyof ICONS} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/**
 * A button.
 *
 * @param {string} text what it says
 * @param {() => void} action
 * @param {Object<string, any>} [props] more attributes
 * @param {Node} [before] a drawing in front of the text
 * @returns {HTMLElement}
 */
export function button(text, action, props, before) {
  return h("button", { type: "button", on: { click: action }, ...props }, before, h("span", null, text));
}

/**
 * Tells what went wrong, with a way to try again.
 *
 * @param {Error} error
 * @param {(() => void)|null} retry absent when trying again cannot help
 * @returns {HTMLElement}
 */
export function failure(error, retry) {
  return h(
    "div",
    { class: "note error", role: "alert" },
    h("p", null, error.message),
    retry && button("Try again", retry),
  );
}

/**
 * Grey lines in the place of what is being loaded.
 *
 * @param {number} lines how many
 * @param {string} text what a screen reader says meanwhile
 * @returns {HTMLElement}
 */
export function skeleton(lines, text) {
  const bones = Array.from({ length: lines }, () => h("span", { class: "bone", "aria-hidden": "true" }));
  return h("div", { class: "skeleton" }, h("span", { class: "visually-hidden" }, text), bones);
}

function present(child) {
  return child !== null && child !== undefined && child !== false;
}

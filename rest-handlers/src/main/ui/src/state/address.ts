/** The page's address is the only place where it keeps what is shown, so that a link shows the same. */
import { computed, signal } from "@preact/signals";

export const VIEWS = ["compare", "talk", "me", "measure", "setup"] as const;
export type View = (typeof VIEWS)[number];

export interface Address {
  catalog: string;
  user: string;
  view: View | "";
  q: string;
  session: string;
}

const NONE: Address = { catalog: "", user: "", view: "", q: "", session: "" };

/** Reads `#catalog=films&user=ridley&view=talk`. */
export function parse(hash: string): Address {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const view = given.get("view") as View;
  return {
    catalog: given.get("catalog") ?? "",
    user: (given.get("user") ?? "").trim(),
    view: VIEWS.includes(view) ? view : "",
    q: given.get("q") ?? "",
    session: given.get("session") ?? "",
  };
}

/** The address as a fragment; what is empty is left out. */
export function print(address: Address): string {
  const given = Object.entries(address).filter(([, value]) => value !== "");
  return `#${new URLSearchParams(given)}`;
}

export const address = signal<Address>(NONE);

/** Moves to another address; `replace` where going back should not come here again. */
export function go(change: Partial<Address>, replace = false): void {
  const wanted = print({ ...address.value, ...change });
  if (wanted === print(address.value)) return;
  if (replace) history.replaceState(null, "", wanted);
  else history.pushState(null, "", wanted);
  address.value = parse(wanted);
}

export const user = computed(() => address.value.user);
export const view = computed<View>(() => address.value.view || "compare");

/** Follows the address wherever links and the back button lead. */
export function followAddress(): void {
  const follow = () => {
    address.value = parse(location.hash);
  };
  addEventListener("popstate", follow);
  addEventListener("hashchange", follow);
  follow();
}

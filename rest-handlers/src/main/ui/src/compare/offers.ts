/** Questions on which a person makes a difference. Those of the demo are checked by a test on its catalogue. */
import demo from "./demo.json";

export interface Offer {
  question: string;
  user: string;
}

export interface Viewer {
  id: string;
  text: string;
}

/** The demo's catalogue is known by its name. */
export function offersOf(catalog: string | undefined): Offer[] {
  return catalog === demo.catalog ? demo.offers : [];
}

/** People worth trying in a catalogue, with what they watch. */
export function viewersOf(catalog: string | undefined): Viewer[] {
  return catalog === demo.catalog ? Object.entries(demo.viewers).map(([id, text]) => ({ id, text })) : [];
}

/** What a person of the demo likes; for others their own name. */
export function describe(catalog: string | undefined, user: string): string {
  return viewersOf(catalog).find(({ id }) => id === user)?.text ?? "";
}

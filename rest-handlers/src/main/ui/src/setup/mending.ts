/** All that makes an index a catalogue, in the order in which it can be done. */
import { path } from "../api/http.ts";
import type { Finding, ServerCall } from "../api/types.ts";

const CATALOGS = "/_plugins/_chatrec/catalogs/";

export function callsOf({ call, then = [] }: Finding): ServerCall[] {
  return call ? [call, ...then] : [];
}

/** Whether calls declare a catalogue. */
export function declares(calls: ServerCall[]): boolean {
  return calls.some(({ method, path: to }) => method === "PUT" && to.startsWith(CATALOGS));
}

/** What cannot be mended in the index as it is, but by a new one with all that is needed. */
export function newIndex(findings: Finding[]): Finding | undefined {
  return findings.find((finding) => declares(callsOf(finding)));
}

/**
 * What is needed, the declaration, what is advised, and vectors for the items that are there; where a new index is
 * needed, that in the place of all this. Then what events there are is learned from. Nothing where something is needed that no call mends.
 */
export function allCalls(name: string, declaration: unknown, findings: Finding[]): ServerCall[] {
  const renewed = newIndex(findings);
  if (renewed) return [...callsOf(renewed), learning(name)];
  const needed = findings.filter(({ level }) => level === "error");
  if (needed.some((finding) => callsOf(finding).length === 0)) return [];
  const advised = findings.filter(({ level }) => level !== "error");
  const catalog = CATALOGS + path(name);
  return [
    ...needed.flatMap(callsOf),
    { method: "PUT", path: catalog, body: declaration },
    ...advised.flatMap(callsOf),
    { method: "POST", path: `${catalog}/_embed_missing` },
    learning(name),
  ];
}

const learning = (name: string): ServerCall => ({ method: "POST", path: `${CATALOGS}${path(name)}/train` });

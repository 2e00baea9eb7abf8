/** Requests to the server that served the page, and nowhere else. */
import type { Finding } from "./types.ts";

/** Milliseconds after which a request is given up. */
const PATIENCE = 30_000;

/** The plugin's routes lie beside the folder that the page's parts were served from, whatever prefix a proxy puts in front. */
const PLUGIN = withoutCredentials(new URL("../", import.meta.url));

/** OpenSearch's own routes, such as an index's `_search`. */
const SERVER = new URL("../../", PLUGIN);

/** Who was let in by a link with a name and password in it stays so, but no request may have them in its address. */
function withoutCredentials(url: URL): URL {
  url.username = "";
  url.password = "";
  return url;
}

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** The address of a file of the page itself. */
export const partOf = (name: string) => new URL(`ui/${name}`, PLUGIN);

/** What a request may say besides its address. */
export interface Extra {
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** More time than usual, in milliseconds. */
  patience?: number;
  /** Whether it goes on when the page is left; for small bodies. */
  keepalive?: boolean;
}

/** A request that brought no answer. */
export class ApiError extends Error {
  constructor(
    readonly kind: "network" | "timeout" | "stopped" | "server" | "signin" | "forbidden" | "busy" | "late" | "garbled",
    message: string,
    readonly status = 0,
    /** What an index lacks, where a declaration was refused. */
    readonly findings: Finding[] = [],
  ) {
    super(message);
  }

  /** Whether the server does not know the route; OpenSearch says so with 400 and "no handler found" or with 405. */
  get missingRoute(): boolean {
    return this.status === 405 || (this.status === 400 && /no handler found/i.test(this.message));
  }
}

/** A path of the plugin from its parts, each of them encoded. */
export function path(...parts: (string | number)[]): string {
  return parts.map((part) => encodeURIComponent(String(part))).join("/");
}

/** Calls a route of the plugin. */
export function call<T>(method: Method, route: string, extra: Extra = {}): Promise<T> {
  return request<T>(method, new URL(route, PLUGIN), extra);
}

/** Calls a route of OpenSearch itself, as whoever looks at the page. */
export function callServer<T>(method: Method, route: string, extra: Extra = {}): Promise<T> {
  return request<T>(method, new URL(route, SERVER), extra);
}

/** Asks by OPTIONS, which OpenSearch answers for every path with the methods it knows there. */
export async function allows(method: Method, route: string): Promise<boolean> {
  try {
    const response = await fetch(new URL(route, PLUGIN), { method: "OPTIONS" });
    return response.ok && (response.headers.get("Allow") ?? "").split(/[\s,]+/).includes(method);
  } catch {
    return false;
  }
}

async function request<T>(method: Method, url: URL, { body, signal, patience, keepalive = false }: Extra): Promise<T> {
  const limit = AbortSignal.timeout(patience ?? PATIENCE);
  try {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const response = await fetch(url, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      keepalive,
    });
    return (await read(response)) as T;
  } catch (error) {
    throw explained(error, signal);
  }
}

/** The body of an answer, or an ApiError when it reports one. */
async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    if (response.ok) throw new ApiError("garbled", "", response.status);
  }
  if (response.ok) return body;
  throw refused(response.status, body);
}

/** What the server says against a request; its own words are kept, for behind the page's. */
export function refused(status: number, body: unknown): ApiError {
  const error = (body as { error?: unknown } | null)?.error;
  const reason = typeof error === "string" ? error : ((error as { reason?: unknown } | null)?.reason ?? "");
  const kinds: Record<number, ApiError["kind"]> = { 401: "signin", 403: "forbidden", 429: "busy", 504: "late" };
  const findings = (error as { findings?: Finding[] } | null)?.findings;
  return new ApiError(kinds[status] ?? "server", String(reason), status, Array.isArray(findings) ? findings : []);
}

function explained(error: unknown, signal: AbortSignal | undefined): ApiError {
  if (error instanceof ApiError) return error;
  if (signal?.aborted) return new ApiError("stopped", "");
  return new ApiError((error as Error).name === "TimeoutError" ? "timeout" : "network", "");
}

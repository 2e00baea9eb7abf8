/** The plugin's REST interface, as far as this page uses it. Requests go to the server that served the page and nowhere else. */

/** Milliseconds after which a request is given up. */
const PATIENCE = 30_000;

/** Everything lies beside the folder that this module was served from, whatever prefix a proxy puts in front. */
const BASE = new URL("../", import.meta.url);

/** A request that brought no answer, with a message for a person. */
export class ApiError extends Error {
  /**
   * @param {"network"|"timeout"|"stopped"|"server"} kind
   * @param {string} message
   * @param {number} [status] of HTTP, 0 without an answer
   */
  constructor(kind, message, status = 0) {
    super(message);
    this.kind = kind;
    this.status = status;
  }

  /** Whether the server does not know the route; OpenSearch says so with 400 and "no handler found" or with 405. */
  get missingRoute() {
    return this.status === 405 || (this.status === 400 && /no handler found/i.test(this.message));
  }
}

/**
 * The calls by name. Ids are path-encoded here.
 *
 * @typedef {ReturnType<typeof createApi>} Api
 * @param {typeof fetch} [send] the function that sends requests
 */
export function createApi(send = (...args) => fetch(...args)) {
  const call = (method, path, body, signal) => request(send, method, path, body, signal);
  const of = (catalog, ...rest) => ["catalogs", catalog, ...rest].map(encodeURIComponent).join("/");
  return {
    catalogs: () => call("GET", "catalogs"),
    catalog: (c) => call("GET", of(c)),
    chat: (c, body, signal) => call("POST", of(c, "chat"), body, signal),
    events: (c, events) => call("POST", of(c, "events"), { events }),
    similar: (c, id, size) => call("GET", `${of(c, "items", id, "similar")}?size=${size}`),
    recommend: (c, body) => call("POST", of(c, "recommend"), body),
    profile: (c, user) => call("GET", of(c, "users", user)),
    forget: (c, user) => call("DELETE", of(c, "users", user)),
    canForget: (c, user) => allows(send, of(c, "users", user), "DELETE"),
  };
}

async function request(send, method, path, body, signal) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  const stop = () => patience.abort();
  signal?.addEventListener("abort", stop);
  try {
    const response = await send(new URL(path, BASE), {
      method,
      headers: body
        ? { "Content-Type": "application/json", Accept: "application/json" }
        : { Accept: "application/json" },
      body: body ? JSON.stringify(body) : undefined,
      signal: patience.signal,
    });
    return await read(response);
  } catch (error) {
    throw explain(error, signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** The body of an answer, or an ApiError when it reports one. */
async function read(response) {
  const text = await response.text();
  let body = null;
  try {
    body = JSON.parse(text);
  } catch {
    if (response.ok)
      throw new ApiError("server", "The server answered with something that is not JSON.", response.status);
  }
  if (response.ok) return body;
  throw new ApiError("server", sentence(response.status, body), response.status);
}

function sentence(status, body) {
  const error = body?.error;
  const reason = typeof error === "string" ? error : error?.reason;
  if (status === 401) return "The server wants you to sign in first.";
  if (status === 403) return `You are not allowed to do this${reason ? `: ${reason}` : "."}`;
  if (status === 429) return "The server is busy. Wait a moment and try again.";
  return reason ? String(reason) : `The server answered with status ${status}.`;
}

function explain(error, signal) {
  if (error instanceof ApiError) return error;
  if (signal?.aborted) return new ApiError("stopped", "Stopped.");
  if (error.name === "AbortError") return new ApiError("timeout", "No answer came within 30 seconds.");
  return new ApiError("network", "The server cannot be reached. Is the node still running?");
}

/** Asks by OPTIONS, which OpenSearch answers for every path with the methods it knows there. */
async function allows(send, path, method) {
  try {
    const response = await send(new URL(path, BASE), { method: "OPTIONS" });
    return response.ok && (response.headers.get("Allow") ?? "").split(/[\s,]+/).includes(method);
  } catch {
    return false;
  }
}

/**
 * An id that no other event has. `crypto.randomUUID` exists only on HTTPS and localhost, this everywhere.
 *
 * @returns {string} 32 hexadecimal digits
 */
export function uniqueId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

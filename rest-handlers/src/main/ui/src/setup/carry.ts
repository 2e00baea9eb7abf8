/** Carries out calls to the server one after the other; one that takes long is a task, which tells how far it is. */
import { ApiError, callServer, type Method } from "../api/http.ts";
import type { ServerCall } from "../api/types.ts";

/** How far the calls are: which of them is under way, and what part of its documents is done, where it tells. */
export interface Progress {
  step: number;
  steps: number;
  call: ServerCall;
  done?: number;
  total?: number;
}

interface Task {
  completed: boolean;
  task?: { status?: { total?: number; created?: number; updated?: number; embedded?: number } };
  response?: { failures?: unknown[] };
  error?: { reason?: string };
}

/** Milliseconds between two looks at a task. */
const LOOK = 500;

export async function carryOut(calls: ServerCall[], progress: (now: Progress) => void): Promise<void> {
  for (const [at, call] of calls.entries()) {
    const now = { step: at + 1, steps: calls.length, call };
    progress(now);
    const { method, path, body } = asTask(call);
    const answer = await callServer<{ task?: unknown } | null>(method as Method, path.replace(/^\//, ""), { body });
    if (typeof answer?.task === "string") await ended(answer.task, (more) => progress({ ...now, ...more }));
  }
}

/** Copying an index is not waited for in one request: whatever lies between might cut it. */
export function asTask(call: ServerCall): ServerCall {
  if (!/^\/?_reindex\b/.test(call.path)) return call;
  return { ...call, path: `${call.path}${call.path.includes("?") ? "&" : "?"}wait_for_completion=false` };
}

async function ended(task: string, progress: (more: { done?: number; total?: number }) => void): Promise<void> {
  for (;;) {
    const { completed, task: { status = {} } = {}, response, error } = await callServer<Task>("GET", `_tasks/${task}`);
    if (error) throw new ApiError("server", error.reason ?? "");
    if (response?.failures?.length) throw new ApiError("server", JSON.stringify(response.failures[0]));
    if (completed) return;
    const done = (status.created ?? 0) + (status.updated ?? 0) + (status.embedded ?? 0);
    progress(status.total ? { done, total: status.total } : {});
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
}

/** What was understood of a message, each part with a way to take it away, and what was given up. */
import type { ChatAnswer, Plan } from "../api/types.ts";
import { Icon } from "../parts/icons.tsx";
import { Text } from "../parts/text.tsx";
import { t } from "../state/language.ts";
import { catalog, titleOf } from "../state/store.ts";
import { changeWords, planParts } from "../words/plan.ts";
import { ask, busy, draft } from "./conversation.ts";

export function PlanChips({ plan, tag }: { plan: Plan | undefined; tag: string }) {
  const shown = catalog.value;
  const parts = shown && plan ? planParts(shown, plan, titleOf, tag) : [];
  if (parts.length === 0) return null;
  return (
    <ul class="plan labels" aria-label={t("plan.understood")}>
      {parts.map(({ text, kind, drop }) => (
        <li key={text} class={kind}>
          {drop ? (
            <button
              type="button"
              class="chip-text"
              aria-label={t("plan.change", { part: text })}
              title={t("plan.changeHint")}
              onClick={() => change(text)}
            >
              <Text>{text}</Text>
            </button>
          ) : (
            <Text>{text}</Text>
          )}
          {drop && (
            <button
              type="button"
              class="chip-remove"
              aria-label={t("plan.remove", { part: text })}
              title={drop}
              disabled={busy.value}
              onClick={() => void ask(drop)}
            >
              <Icon name="close" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A part of the plan into the box, to be written over: what is said of its field takes its place. */
function change(text: string): void {
  draft.value = text;
  requestAnimationFrame(() => document.querySelector<HTMLTextAreaElement>("#message")?.select());
}

/** What was given up to find anything, in one clause; more of it is behind "How this was answered". */
export function Notes({ answer: { relaxed, dropped, hits } }: { answer: ChatAnswer }) {
  const shown = catalog.value;
  if (!shown) return null;
  const given = (relaxed ?? []).map((change) => changeWords(shown, { part: change.part }));
  const left = (dropped ?? []).map((change) => changeWords(shown, { part: change.part }));
  const lines = [
    given.length > 0 && (hits?.length ?? 0) > 0 && t("notes.relaxed", { parts: given.join(", ") }),
    left.length > 0 && t("notes.dropped", { parts: left.join(", ") }),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <p class="note">
      <Text>{lines.join(" ")}</Text>
    </p>
  );
}

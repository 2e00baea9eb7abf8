/** Weights as sliders, with the list beside them live, and what they are in OpenSearch's own words. */
import { signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Plan } from "../api/types.ts";
import { Call } from "../parts/call.tsx";
import { Icon } from "../parts/icons.tsx";
import { ownWeights, Sliders, sameWeights } from "../parts/sliders.tsx";
import { user } from "../state/address.ts";
import { t } from "../state/language.ts";
import { announced, catalog } from "../state/store.ts";
import { Held } from "./held.tsx";
import { bodyOf } from "./pair.ts";

/** Milliseconds for which a slider rests before its weight counts. */
const RESTS = 150;

/** Weights in the place of the catalogue's own; nothing where they are the catalogue's. */
export const weights = signal<Record<string, number> | null>(null);

/** Whether meaning counts beside words, in both lists. */
export const meaning = signal(true);

export function Tune({ plan }: { plan: Plan }) {
  const shown = catalog.value;
  const own = ownWeights(shown);
  const set = useSignal<Record<string, number>>(weights.value ?? own);
  useEffect(() => {
    set.value = own;
    weights.value = null;
  }, [shown?.name]);
  useEffect(() => {
    const same = sameWeights(set.value, own);
    const timer = setTimeout(() => (weights.value = same ? null : { ...set.value }), RESTS);
    return () => clearTimeout(timer);
  }, [set.value]);
  if (!shown || !user.value) return null;
  const body = bodyOf(shown, { plan, user: user.value, weights: weights.value, meaning: meaning.value });
  return (
    <details class="tune">
      <summary>{t("tune.title")}</summary>
      <div class="tune-body">
        <div class="sliders">
          <label class="switch">
            <input type="checkbox" checked={meaning.value} onChange={() => (meaning.value = !meaning.value)} />
            <span>{t("tune.meaning")}</span>
          </label>
          <Sliders id="weight" set={set.value} change={(next) => (set.value = next)} />
          <p class="muted">{t("tune.hint")}</p>
          <Held name={shown.name} weights={weights.value} />
          <div class="actions start">
            <button type="button" disabled={!weights.value} onClick={() => (set.value = own)}>
              {t("tune.reset")}
            </button>
            <Copy
              text={`POST /${shown.index ?? shown.name}/_search\n${JSON.stringify(body, null, 2)}`}
              words={t("tune.copySearch")}
            />
            <Copy
              text={`PUT /_plugins/_chatrec/catalogs/${shown.name}\n${JSON.stringify(declaration(set.value), null, 2)}`}
              words={t("tune.copyCatalog")}
            />
          </div>
        </div>
        <Call
          text={`POST /${shown.index ?? shown.name}/_search\n${JSON.stringify(body, null, 2)}`}
          label={t("tune.call")}
        />
      </div>
    </details>
  );
}

/** The declaration as it is, with these weights. What the server adds on its own account is no part of a declaration. */
function declaration(weights: Record<string, number>): Record<string, unknown> {
  const { name: _name, weights_from: _from, words: _words, ...declared } = catalog.value ?? { name: "" };
  return { ...declared, weights };
}

export function Copy({ text, words }: { text: string; words: string }) {
  const done = useSignal(false);
  return (
    <button
      type="button"
      class="quiet copy"
      onClick={async () => {
        await copy(text);
        done.value = true;
        announced.value = t("copied");
      }}
    >
      <Icon name="copy" />
      <span>{done.value ? t("copied") : words}</span>
    </button>
  );
}

/** The clipboard of the browser exists only on HTTPS and localhost; elsewhere a selection is copied. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

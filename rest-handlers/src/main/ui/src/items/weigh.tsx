/** Where an item would stand if other things counted: worked out by the node for the list that it was opened from. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import * as routes from "../api/routes.ts";
import { failureWords } from "../parts/failure.tsx";
import { ownWeights, Sliders, sameWeights, type Weights } from "../parts/sliders.tsx";
import { user } from "../state/address.ts";
import { t } from "../state/language.ts";
import { catalog } from "../state/store.ts";
import { titleOf } from "../words/facts.ts";
import { listOf, type Opened } from "./opened.ts";
import { type Place, Places, SHOWN } from "./whatif.tsx";

/** Milliseconds for which a slider rests before its weight counts. */
const RESTS = 250;

interface Stands {
  rank?: number;
  now?: number;
  items: Place[];
}

export function Weigh({ opened }: { opened: Opened }) {
  const shown = catalog.value;
  const own = ownWeights(shown);
  const set = useSignal<Weights>(own);
  const found = useSignal<Stands | null>(null);
  const failed = useSignal("");
  const changed = !sameWeights(set.value, own);
  useEffect(() => {
    failed.value = "";
    if (!changed) found.value = null;
    if (!shown || !changed) return;
    const mine = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const stands = await weighed(shown.name, opened, set.value, mine.signal);
        if (!mine.signal.aborted) found.value = stands;
      } catch (error) {
        if (!mine.signal.aborted) failed.value = failureWords(error as Error);
      }
    }, RESTS);
    return () => {
      clearTimeout(timer);
      mine.abort();
    };
  }, [JSON.stringify(set.value), opened]);
  if (!shown) return null;
  return (
    <details class="weigh">
      <summary>{t("weights.title")}</summary>
      <p class="muted">{t("weights.hint", { title: titleOf(shown, opened.item) })}</p>
      <Sliders id="weigh" set={set.value} change={(next) => (set.value = next)} />
      <p class="stands" role="status">
        {failed.value || (found.value && words(found.value))}
      </p>
      {found.value && <Places places={found.value.items} label={t("weights.list")} />}
      {changed && (
        <button type="button" class="link" onClick={() => (set.value = own)}>
          {t("weights.reset")}
        </button>
      )}
    </details>
  );
}

async function weighed(name: string, opened: Opened, weights: Weights, signal: AbortSignal): Promise<Stands> {
  const asked = { ...listOf(opened, user.value), size: SHOWN, events: 0, what_if: { weights } };
  const told = await routes.whySearch(name, asked, signal);
  const otherwise = told.what_if as unknown as { rank?: number; items: Place[] };
  return { now: told.rank as number, ...otherwise };
}

function words({ rank, now }: Stands): string {
  const was = now ?? "–";
  return rank ? t("weights.stands", { rank, was }) : t("weights.out", { was });
}

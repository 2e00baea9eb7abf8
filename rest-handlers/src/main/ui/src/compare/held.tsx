/** What the weights that are set would be worth, on what people did later, beside the catalogue's own. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import * as routes from "../api/routes.ts";
import type { Estimate, Measured } from "../api/types.ts";
import { Intervals } from "../measure/intervals.tsx";
import { interval } from "../measure/numbers.ts";
import { Failure } from "../parts/failure.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { type Key, t } from "../state/language.ts";

/** Places of a list that count. */
const SHOWN = 10;
const ARM = "tried";

export function Held({ name, weights }: { name: string; weights: Record<string, number> | null }) {
  const found = useSignal<{ own: Estimate; tried: Estimate; gain: Estimate } | null>(null);
  const error = useSignal<Error | null>(null);
  const busy = useSignal(false);
  const set = JSON.stringify(weights);
  const latest = useRef(set);
  latest.current = set;
  useEffect(() => {
    found.value = null;
    error.value = null;
  }, [name, set]);
  if (!weights) return <p class="muted">{t("tune.heldHint")}</p>;
  const measure = async () => {
    busy.value = true;
    error.value = null;
    try {
      const body = { k: [SHOWN], seed: 1, strategies: ["auto"], arms: { [ARM]: weights } };
      const { strategies, arms } = await routes.evaluate(name, body);
      const tried = arms?.[ARM]?.[0];
      const own = strategies.auto?.[0];
      // the sliders may have moved while it was measured
      if (tried && own && latest.current === set) found.value = ndcg(own, tried);
    } catch (caught) {
      error.value = caught as Error;
    } finally {
      busy.value = false;
    }
  };
  if (busy.value) return <Waiting lines={2} text={t("waiting.evaluate")} />;
  if (error.value) return <Failure error={error.value} retry={measure} />;
  if (!found.value) {
    return (
      <button type="button" class="quiet" id="measure-weights" onClick={measure}>
        {t("tune.held")}
      </button>
    );
  }
  const { own, tried, gain } = found.value;
  return (
    <section class="held" aria-label={t("tune.held")}>
      <Intervals
        label={t("measure.ndcg")}
        rows={[
          { name: t("tune.own"), ...interval(own) },
          { name: t("tune.these"), ...interval(tried) },
        ]}
      />
      <p id="held-verdict">{t(verdict(gain), { gain: gain.mean.toFixed(3) })}</p>
    </section>
  );
}

const ndcg = (own: Measured, tried: Measured) => ({
  own: own.ndcg as Estimate,
  tried: tried.ndcg as Estimate,
  gain: tried.gain as Estimate,
});

/** Better or worse is said only where chance hardly explains it. */
export function verdict(gain: Estimate): Key {
  const { low, high } = interval(gain);
  return low > 0 ? "tune.better" : high < 0 ? "tune.worse" : "tune.same";
}

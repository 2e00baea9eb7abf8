/** The arms of an experiment on those who use the catalogue, where one is running. */
import * as routes from "../api/routes.ts";
import type { Value } from "../api/types.ts";
import { useLoaded } from "../parts/loaded.ts";
import { t } from "../state/language.ts";
import { plain } from "../words/fields.ts";
import { Intervals } from "./intervals.tsx";

interface Arm {
  answers?: number;
  rewarded?: number;
  rate?: number;
  interval?: [number, number];
  weights?: Value;
}

export function Arms({ name }: { name: string }) {
  const found = useLoaded(() => running(name), [name]);
  const arms = Object.entries(found.value ?? {});
  if (arms.length === 0) return null;
  return (
    <section aria-labelledby="arms-title">
      <h3 id="arms-title">{t("measure.arms")}</h3>
      <p class="muted">{t("measure.armsText")}</p>
      <Intervals
        label={t("measure.arms")}
        rows={arms.map(([arm, { rate = 0, interval, answers = 0 }]) => ({
          name: t("measure.arm", { arm, answers }),
          mean: rate,
          low: interval?.[0] ?? rate,
          high: interval?.[1] ?? rate,
        }))}
      />
      <dl class="fact-list">
        {arms.map(([arm, { weights }]) => (
          <div key={arm}>
            <dt>{arm}</dt>
            <dd>{plain(weights)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Most catalogues have no experiment, and older nodes no such route. */
async function running(name: string): Promise<Record<string, Arm>> {
  if (!(await routes.can.experiment(name))) return {};
  const found = await routes.experiment(name).catch(() => ({}) as Record<string, Value>);
  return (found.arms ?? {}) as unknown as Record<string, Arm>;
}

/** How good recommendations are on what people did later, and how the node is doing. */
import { useSignal } from "@preact/signals";
import * as routes from "../api/routes.ts";
import type { Estimate, Evaluation } from "../api/types.ts";
import { Failure } from "../parts/failure.tsx";
import { Scrolls } from "../parts/scrolls.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { language, named, t } from "../state/language.ts";
import { catalog } from "../state/store.ts";
import { Arms } from "./arms.tsx";
import { Intervals } from "./intervals.tsx";
import { Node } from "./node.tsx";
import { interval, NORMAL } from "./numbers.ts";
import { People } from "./people.tsx";

const MEASURES = ["ndcg", "recall", "precision", "diversity", "novelty"] as const;
type Measure = (typeof MEASURES)[number];

/** List lengths that are measured. */
const LENGTHS = [5, 10];

export function MeasureView() {
  const shown = catalog.value;
  if (!shown) return null;
  return (
    <section class="measure" aria-labelledby="measure-title">
      <h2 id="measure-title">{t("measure.title")}</h2>
      <p class="muted">{t("measure.text")}</p>
      <Held key={shown.name} name={shown.name} />
      <Arms name={shown.name} />
      <Node />
    </section>
  );
}

function Held({ name }: { name: string }) {
  const found = useSignal<Evaluation | null>(null);
  const error = useSignal<Error | null>(null);
  const busy = useSignal(false);
  const measure = async () => {
    busy.value = true;
    error.value = null;
    try {
      found.value = await routes.evaluate(name, { k: LENGTHS, seed: 1, per_user: true }).catch((caught) => {
        if (caught.status !== 403) throw caught;
        // whoever may not look at people measures without them
        return routes.evaluate(name, { k: LENGTHS, seed: 1 });
      });
    } catch (caught) {
      error.value = caught as Error;
    } finally {
      busy.value = false;
    }
  };
  return (
    <section aria-labelledby="held-title">
      <h3 id="held-title">{t("measure.held")}</h3>
      {!found.value && !busy.value && (
        <button type="button" class="primary" id="evaluate" onClick={measure}>
          {t("measure.run")}
        </button>
      )}
      {busy.value && <Waiting lines={5} text={t("waiting.evaluate")} />}
      {error.value && <Failure error={error.value} retry={measure} />}
      {found.value && <Results evaluation={found.value} />}
    </section>
  );
}

function Results({ evaluation }: { evaluation: Evaluation }) {
  const measure = useSignal<Measure>("ndcg");
  const k = useSignal(10);
  const at = (list: Evaluation["strategies"][string]) => list.find((one) => one.k === k.value) ?? list.at(-1);
  const rows = Object.entries(evaluation.strategies)
    .map(([strategy, list]) => ({ strategy, measured: at(list), value: at(list)?.[measure.value] as Estimate }))
    .filter(({ value }) => value !== undefined)
    .sort((one, other) => other.value.mean - one.value.mean);
  return (
    <>
      <p class="muted">{t("measure.basis", { users: evaluation.users, items: evaluation.items })}</p>
      <div class="row wrap">
        <label>
          {t("measure.measure")}{" "}
          <select value={measure.value} onChange={(event) => (measure.value = event.currentTarget.value as Measure)}>
            {MEASURES.map((one) => (
              <option key={one} value={one}>
                {t(`measure.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("measure.length")}{" "}
          <select value={k.value} onChange={(event) => (k.value = Number(event.currentTarget.value))}>
            {LENGTHS.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p class="muted">{t(`measure.${measure.value}.means`)}</p>
      <Intervals
        label={t(`measure.${measure.value}`)}
        rows={rows.map(({ strategy, value }) => ({
          name: named("strategy", strategy, strategy),
          ...interval(value),
        }))}
      />
      <Scrolls kind="scrolls" label={t("measure.all")}>
        <table class="figures">
          <caption class="visually-hidden">{t("measure.all")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("measure.strategy")}</th>
              {MEASURES.map((one) => (
                <th key={one} scope="col">
                  {t(`measure.${one}`)}
                </th>
              ))}
              <th scope="col">{t("measure.coverage")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ strategy, measured }) => (
              <tr key={strategy}>
                <th scope="row">{named("strategy", strategy, strategy)}</th>
                {MEASURES.map((one) => (
                  <td key={one} class="number">
                    {estimate(measured?.[one] as Estimate)}
                  </td>
                ))}
                <td class="number">{percent(Number(measured?.coverage))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      <People evaluation={evaluation} />
    </>
  );
}

function estimate({ mean, standard_error }: Estimate): string {
  return `${mean.toFixed(3)} ± ${(NORMAL * standard_error).toFixed(3)}`;
}

const percent = (share: number) => new Intl.NumberFormat(language.value, { style: "percent" }).format(share);

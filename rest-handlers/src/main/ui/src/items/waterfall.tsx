/** The score as a waterfall: each part begins where the one before ended, and the last ends at the score. */
import type { Item } from "../api/types.ts";
import { useLoaded } from "../parts/loaded.ts";
import type { Place } from "../state/feedback.ts";
import { t } from "../state/language.ts";
import { catalog } from "../state/store.ts";
import { decimal, fullScore, type Part, partsOf } from "../words/score.ts";
import { type Computed, computedOf, explained } from "./explained.ts";

export function Waterfall({ item, place }: { item: Item; place: Place }) {
  const shown = catalog.value;
  const parts = partsOf(item.breakdown);
  const { body } = place;
  const told = useLoaded<Map<string, Computed>>(
    () => (shown && body ? explained(shown, body, item.id).catch(() => new Map()) : undefined),
    [item.id, JSON.stringify(body)],
  );
  if (!shown || parts.length === 0) return null;
  const rows = placed(parts);
  const scale = Math.max(fullScore(shown), item.score, ...rows.map(({ to }) => to));
  return (
    <section class="sheet-part">
      <h3>{t("sheet.score")}</h3>
      <table class="waterfall">
        <caption class="visually-hidden">{t("sheet.scoreCaption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("sheet.part")}</th>
            <th scope="col">{t("sheet.fit")}</th>
            <th scope="col">{t("sheet.weight")}</th>
            <td />
            <th scope="col">{t("sheet.adds")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ part, from, to }) => (
            <Row
              key={part.name}
              part={part}
              computed={told.value && computedOf(part, told.value)}
              bar={stretch(Math.min(from, to), Math.abs(part.value), scale)}
            />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              {t("sheet.total")}
            </th>
            <td class="fall" aria-hidden="true">
              <span class="step part-total" style={stretch(0, item.score, scale)} />
            </td>
            <td class="number total">
              <b>{decimal(item.score)}</b>
            </td>
          </tr>
        </tfoot>
      </table>
      {place.byScore !== undefined && place.byScore !== place.position && (
        <p class="muted">{t("sheet.variety", { from: place.byScore, to: place.position })}</p>
      )}
    </section>
  );
}

interface RowProps {
  part: Part;
  /** What it was computed from, where that is known. */
  computed: Computed | undefined;
  bar: Record<string, string>;
}

function Row({ part, computed, bar }: RowProps) {
  return (
    <tr class={part.value < 0 ? "negative" : ""} title={part.name}>
      <th scope="row">
        <span class={`swatch part-${part.colour}`} aria-hidden="true" />
        {part.words}
        {computed?.raw !== undefined && (
          <span class="raw muted">{t("sheet.raw", { value: decimal(computed.raw) })}</span>
        )}
      </th>
      <td class="number">{computed && decimal(computed.fit)}</td>
      <td class="number">{computed && `× ${decimal(computed.weight)}`}</td>
      <td class="fall" aria-hidden="true">
        <span class={`step part-${part.colour}`} style={bar} />
      </td>
      <td class="number">
        <b>{decimal(part.value)}</b>
      </td>
    </tr>
  );
}

/** Where each part begins and ends. */
export function placed(parts: Part[]): { part: Part; from: number; to: number }[] {
  let at = 0;
  return parts.map((part) => {
    const from = at;
    at += part.value;
    return { part, from, to: at };
  });
}

const percent = (share: number) => `${(100 * Math.max(0, share)).toFixed(2)}%`;

function stretch(from: number, length: number, scale: number) {
  return { "--from": percent(from / scale), "--share": percent(length / scale) };
}

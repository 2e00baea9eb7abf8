/** Who gains by being known, and who loses: each person's list for everybody against their own. */
import { useSignal } from "@preact/signals";
import type { Evaluation } from "../api/types.ts";
import { address, go, print } from "../state/address.ts";
import { language, t } from "../state/language.ts";

interface Point {
  user: string;
  plain: number;
  personal: number;
}

/** As many of those who lose most, and of those who gain most, are named. */
const NAMED = 8;

/** The plot's side, in its own units; points keep off its edge, where the numbers stand. */
const SIDE = 100;
const EDGE = 9;

/** Between points of one place that are fanned out, and the angle that packs them evenly. */
const FAN = 1.3;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

export function People({ evaluation }: { evaluation: Evaluation }) {
  const points = pointsOf(evaluation);
  const near = useSignal<Point | null>(null);
  if (points.length === 0) return null;
  const { gain, lose, same } = counted(points);
  const most = topOf(points);
  const place = (value: number) => EDGE + (value / most) * (SIDE - 2 * EDGE);
  return (
    <section aria-labelledby="people-title">
      <h3 id="people-title">{t("measure.people")}</h3>
      <p class="muted">{t("measure.peopleText")}</p>
      <p id="people-counts">{t("measure.peopleCounts", { gain, lose, same })}</p>
      <div class="scatter-parts">
        <figure class="scatter">
          <svg viewBox={`0 0 ${SIDE} ${SIDE}`}>
            <title>{t("measure.peoplePlot")}</title>
            <path d={`M${EDGE} ${SIDE - EDGE}L${SIDE - EDGE} ${EDGE}`} class="scatter-same" />
            {[0, most / 2, most].map((value) => (
              <g key={value} class="scatter-tick">
                <text x={place(value)} y={SIDE - 1.5} text-anchor="middle">
                  {tick(value)}
                </text>
                {value > 0 && (
                  <text x="1" y={SIDE - place(value) + 1}>
                    {tick(value)}
                  </text>
                )}
              </g>
            ))}
            {fanned(points).map(({ point, x, y }) => (
              <a
                key={point.user}
                href={print({ ...address.value, user: point.user, view: "compare" })}
                // by keyboard one comes there from the list beside
                tabIndex={-1}
                aria-label={said(point)}
                onPointerEnter={() => (near.value = point)}
              >
                <circle
                  cx={place(point.plain) + x}
                  cy={SIDE - place(point.personal) + y}
                  r="1.4"
                  class={point.personal < point.plain ? "loses" : "gains"}
                />
              </a>
            ))}
          </svg>
          <figcaption class="muted">{near.value ? said(near.value) : t("measure.peopleAxes")}</figcaption>
        </figure>
        <Named title={t("measure.losers")} points={losers(points)} />
        <Named title={t("measure.gainers")} points={gainers(points)} />
      </div>
    </section>
  );
}

/** People by name, each with the way to their lists. */
function Named({ title, points }: { title: string; points: Point[] }) {
  if (points.length === 0) return null;
  return (
    <div>
      <h4>{title}</h4>
      <ul class="named-people">
        {points.map((point) => (
          <li key={point.user}>
            <button type="button" class="link" onClick={() => show(point)}>
              {point.user}
            </button>{" "}
            <span class="muted">
              {point.plain.toFixed(2)} → {point.personal.toFixed(2)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function pointsOf({ per_user }: Evaluation): Point[] {
  return (per_user ?? []).map(({ user_id, popular, auto }) => ({ user: user_id, plain: popular, personal: auto }));
}

export function counted(points: Point[]): { gain: number; lose: number; same: number } {
  const gain = points.filter(({ plain, personal }) => personal > plain).length;
  const lose = points.filter(({ plain, personal }) => personal < plain).length;
  return { gain, lose, same: points.length - gain - lose };
}

const gainOf = ({ plain, personal }: Point) => personal - plain;

/** Those who lose most, the most first. */
export function losers(points: Point[]): Point[] {
  return points
    .filter((point) => gainOf(point) < 0)
    .sort((one, other) => gainOf(one) - gainOf(other))
    .slice(0, NAMED);
}

/** Those who gain most, the most first. */
export function gainers(points: Point[]): Point[] {
  return points
    .filter((point) => gainOf(point) > 0)
    .sort((one, other) => gainOf(other) - gainOf(one))
    .slice(0, NAMED);
}

/** Where the axes end: the tenth above the best list. */
export function topOf(points: Point[]): number {
  const best = Math.max(...points.map(({ plain, personal }) => Math.max(plain, personal)));
  return Math.max(1, Math.ceil(10 * best)) / 10;
}

/** People at one place are fanned out, so that each can be seen and chosen. */
export function fanned(points: Point[]): { point: Point; x: number; y: number }[] {
  const there = new Map<string, number>();
  return points.map((point) => {
    const key = `${point.plain.toFixed(2)} ${point.personal.toFixed(2)}`;
    const at = there.get(key) ?? 0;
    there.set(key, at + 1);
    const [away, angle] = [FAN * Math.sqrt(at), GOLDEN * at];
    return { point, x: away * Math.cos(angle), y: away * Math.sin(angle) };
  });
}

const tick = (value: number) => value.toLocaleString(language.value, { maximumFractionDigits: 2 });

const said = ({ user, plain, personal }: Point) =>
  t("measure.peopleOne", { user, plain: plain.toFixed(2), personal: personal.toFixed(2) });

/** To the lists of this person. */
const show = ({ user }: Point) => go({ user, view: "compare" });

/** One question, for everybody and for a person, side by side. */
import { useSignal } from "@preact/signals";
import { Fragment } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Catalog, Plan } from "../api/types.ts";
import { Legend } from "../items/bar.tsx";
import { Effect } from "../items/effect.tsx";
import { Failure } from "../parts/failure.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { Text } from "../parts/text.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { address, go, user } from "../state/address.ts";
import { t } from "../state/language.ts";
import { countMoves } from "../state/moves.ts";
import { announced, catalog, learned, remember } from "../state/store.ts";
import { commonFacts, titleOf } from "../words/facts.ts";
import { planParts } from "../words/plan.ts";
import { Column } from "./column.tsx";
import { likedTerms } from "./liked.ts";
import { Lines } from "./lines.tsx";
import { describe, offersOf } from "./offers.ts";
import { loadPair, type Pair } from "./pair.ts";
import { Person } from "./person.tsx";
import { Question } from "./question.tsx";
import { meaning, Tune, weights } from "./tune.tsx";
import { planOf } from "./understood.ts";
import { WhyNot } from "./whynot.tsx";

export function Compare() {
  const shown = catalog.value;
  const showSeen = useSignal(false);
  const first = offersOf(shown?.name)[0];
  const question = address.value.q || first?.question || "";
  // Nobody has been named yet: the first of the people to try is shown, and an address with a name goes before.
  useEffect(() => {
    const loaded = shown?.name === address.value.catalog; // else the offer is that of the catalogue before
    if (first && loaded && !address.value.q && !user.value) go({ q: first.question, user: first.user }, true);
  }, [first?.question, shown?.name, address.value.catalog, address.value.q, user.value]);
  const who = user.value;
  const tuned = weights.value;
  const pair = useLoaded(
    (signal) => (shown && question ? asked(shown, question, signal, showSeen.value) : undefined),
    [shown?.name, question, who, learned.value, showSeen.value, JSON.stringify(tuned), meaning.value],
  );
  if (!shown) return null;
  return (
    <section class="compare" aria-labelledby="compare-title">
      <h2 id="compare-title" class="hero">
        {t("compare.title")}
      </h2>
      <Question question={question} />
      {pair.value && <Understood plan={pair.value.plan} />}
      {pair.value && !pair.value.read && <p class="note">{t("compare.unread")}</p>}
      {pair.error && <Failure error={pair.error} retry={pair.again} />}
      {!pair.value && pair.loading && <Waiting lines={6} text={t("waiting.search")} />}
      {pair.value && (
        <Lists pair={pair.value} showSeen={showSeen.value} toggleSeen={() => (showSeen.value = !showSeen.value)} />
      )}
      {pair.value && <WhyNot question={question} size={pair.value.personal.length} excludeSeen={!showSeen.value} />}
      {pair.value && <Tune plan={pair.value.plan} />}
    </section>
  );
}

/** The conditions that were read out of the question. */
function Understood({ plan }: { plan: Plan }) {
  const shown = catalog.value;
  const parts = shown && plan.filters?.length ? planParts(shown, plan, () => undefined) : [];
  if (parts.length === 0) return null;
  return (
    <ul class="labels understood" aria-label={t("plan.understood")}>
      {parts.map(({ text, kind }) => (
        <li key={text} class={kind}>
          <Text>{text}</Text>
        </li>
      ))}
    </ul>
  );
}

interface Asked extends Pair {
  plan: Plan;
  /** Whether the question was understood, or only its words are searched. */
  read: boolean;
  /** Terms that the person likes. */
  liked: ReadonlySet<string>;
}

/** Both lists, and what the question was understood as. */
async function asked(shown: Catalog, question: string, signal: AbortSignal, showSeen: boolean): Promise<Asked> {
  const who = user.value;
  const known = who ? likedTerms(shown.name, who) : new Set<string>();
  const { plan, read } = await planOf(shown, question, signal);
  const wish = { plan, user: who, weights: weights.value, showSeen, meaning: meaning.value };
  return { ...(await loadPair(shown, wish, signal)), plan, read, liked: await known };
}

function Lists({ pair, showSeen, toggleSeen }: { pair: Asked; showSeen: boolean; toggleSeen: () => void }) {
  const shown = catalog.value;
  const [before, after] = [pair.plain.map(({ id }) => id), pair.personal.map(({ id }) => id)];
  const previous = useBefore(pair);
  const counted = summaryOf(before, after);
  const summary = counted.join(", ");
  useEffect(() => {
    if (shown) remember([...pair.plain, ...pair.personal], (item) => titleOf(shown, item));
    if (user.value) announced.value = summary;
  }, [summary, user.value]);
  return (
    <>
      <div class="sides">
        <div class="side-head">
          <h3>{t("compare.plain")}</h3>
          <p class="muted">{t("compare.plainHint")}</p>
        </div>
        <p class="summary" role="status">
          {user.value &&
            counted.map((part, at) => (
              <Fragment key={part}>
                <span>{at < counted.length - 1 ? `${part},` : part}</span>{" "}
              </Fragment>
            ))}
        </p>
        <div class="side-head">
          <Person />
          <p class="muted">
            <Text>{describe(shown?.name, user.value) || t("compare.personalHint")}</Text>
          </p>
        </div>
        <Column
          items={pair.plain}
          gone={user.value ? after : before}
          excludeSeen={!showSeen}
          body={pair.bodies.plain}
          label={t("compare.plain")}
        />
        <Lines before={before} after={after} rows={Math.max(before.length, after.length, 1)} />
        <Column
          items={pair.personal}
          before={before}
          personal
          liked={pair.liked}
          excludeSeen={!showSeen}
          body={pair.bodies.personal}
          label={t("compare.personal", { user: user.value })}
        />
      </div>
      <Legend items={[...pair.plain, ...pair.personal]}>
        {pair.personal.some((item) => shown && commonFacts(shown, item, pair.liked).length > 0) && (
          <li>
            <span class="common">{t("compare.coloured")}</span> {t("compare.common", { user: user.value })}
          </li>
        )}
      </Legend>
      {user.value && (pair.hidden > 0 || showSeen) && (
        <p class="seen-note muted">
          {showSeen ? t("compare.seenShown") : t("compare.seenHidden", { count: pair.hidden, user: user.value })}{" "}
          <button type="button" class="link" onClick={toggleSeen}>
            {t(showSeen ? "compare.hideSeen" : "compare.showSeen")}
          </button>
        </p>
      )}
      <Effect before={previous} after={pair.personal} />
    </>
  );
}

/** The personal list before the last change of the person; another question or person begins anew. */
function useBefore(pair: Pair) {
  const kept = useRef<{ key: string; round: number; now: Pair; before: Pair | null }>({
    key: "",
    round: 0,
    now: pair,
    before: null,
  });
  const key = `${address.value.q}\n${user.value}`;
  const was = kept.current;
  if (was.key !== key) kept.current = { key, round: learned.value, now: pair, before: null };
  else if (was.now !== pair)
    kept.current = { key, round: learned.value, now: pair, before: learned.value > was.round ? was.now : was.before };
  return kept.current.before?.personal ?? null;
}

/** "3 new", "2 up", "1 gone". */
export function summaryOf(before: string[], after: string[]): string[] {
  const counts = countMoves(before, after);
  const parts = (["new", "up", "down", "gone"] as const).filter((kind) => counts[kind] > 0);
  if (parts.length === 0) return [t("compare.same")];
  return parts.map((kind) => t(`compare.${kind}`, { count: counts[kind] }));
}

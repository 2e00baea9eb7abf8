/** One message and its answer. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ChatAnswer } from "../api/types.ts";
import { useGlide } from "../compare/glide.ts";
import { bodyOf } from "../compare/pair.ts";
import { WhyNot } from "../compare/whynot.tsx";
import { Card } from "../items/card.tsx";
import { Effect } from "../items/effect.tsx";
import { Failure } from "../parts/failure.tsx";
import { Text } from "../parts/text.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { language, languages, say, scriptOf, t } from "../state/language.ts";
import { movesOf } from "../state/moves.ts";
import { catalog, opinions } from "../state/store.ts";
import { Answer, Ask } from "./answer.tsx";
import { Comparison } from "./comparison.tsx";
import { ask, busy, finds, run, seeEffect, type Turn } from "./conversation.ts";
import { How } from "./how.tsx";
import { Notes, PlanChips } from "./understood.tsx";

/** A longer message is folded. */
const LONG_MESSAGE = 280;

/** The language that somebody writes in, as far as the page has words in it. */
export function tongue(message: string): string {
  const script = scriptOf(message);
  if (script) return script in languages ? script : "en";
  return scriptOf(t("talk.placeholder")) === undefined ? language.value : "en";
}

export function TurnView({ turn, last }: { turn: Turn; last: boolean }) {
  const ref = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (last) ref.current?.scrollIntoView({ block: "start" });
  }, []);
  return (
    <li class="turn" ref={ref}>
      <Said turn={turn} />
      <div class="answer" aria-busy={last && busy.value}>
        {turn.answer ? (
          <Answered turn={turn} answer={turn.answer} last={last} />
        ) : turn.error ? (
          <Failure error={turn.error} retry={() => void run(turn)} />
        ) : turn.stopped ? (
          <p class="muted">
            {t("talk.stopped")}{" "}
            <button type="button" class="link" onClick={() => void run(turn)}>
              {t("talk.again")}
            </button>
          </p>
        ) : (
          <Waiting lines={4} text={t("waiting.search")} />
        )}
      </div>
    </li>
  );
}

function Said({ turn: { message, user } }: { turn: Turn }) {
  const folded = useSignal(message.length > LONG_MESSAGE);
  return (
    <div class={folded.value ? "said-row folded" : "said-row"}>
      <h3 class="said">
        <span class="visually-hidden">{user ? t("talk.userAsked", { user }) : t("talk.youAsked")} </span>
        <Text>{message}</Text>
      </h3>
      {message.length > LONG_MESSAGE && (
        <button type="button" class="link" aria-expanded={!folded.value} onClick={() => (folded.value = !folded.value)}>
          {t(folded.value ? "talk.unfold" : "talk.fold")}
        </button>
      )}
    </div>
  );
}

/** Where what the person has had takes up half of an answer, the way to the rest of it. */
function Known({ turn, answer: { hits = [] } }: { turn: Turn; answer: ChatAnswer }) {
  const count = hits.filter(({ had }) => had).length;
  if (!turn.user || count === 0 || 2 * count < hits.length || hits.length === 1) return null;
  return (
    <p class="known muted">
      {t("talk.known", { count })}{" "}
      <button
        type="button"
        class="link"
        disabled={busy.value}
        onClick={() => void ask(say(tongue(turn.message), "follow.else"))}
      >
        {t("talk.others")}
      </button>
    </p>
  );
}

function Answered({ turn, answer, last }: { turn: Turn; answer: ChatAnswer; last: boolean }) {
  const table = answer.intent === "compare" && (answer.hits?.length ?? 0) > 1;
  // A template's comparison is the table put into a sentence; a language model's says something of its own.
  const reply =
    answer.reply &&
    !(table && answer.explainer !== "llm") &&
    answer.reply !== answer.answer?.text &&
    answer.reply !== answer.ask?.text;
  return (
    <>
      {reply && (
        <p class="reply">
          <Text>{answer.reply as string}</Text>
        </p>
      )}
      {answer.answer && !table && <Answer answer={answer.answer} shown={answer.hits ?? []} />}
      {answer.ask && <Ask ask={answer.ask} />}
      {finds(answer) && <PlanChips plan={answer.plan} tag={tongue(turn.message)} />}
      <Notes answer={answer} />
      {last && <Known turn={turn} answer={answer} />}
      {table && <Comparison items={answer.hits ?? []} />}
      <Hits turn={turn} answer={answer} />
      {last && finds(answer) && answer.intent !== "refine" && (
        <WhyNot question={turn.message} size={answer.hits?.length ?? 0} excludeSeen={answer.intent !== "search"} />
      )}
      <How answer={answer} user={turn.user} />
    </>
  );
}

function Hits({ turn, answer }: { turn: Turn; answer: ChatAnswer }) {
  const hits = answer.hits ?? [];
  const list = useGlide(hits.map(({ id }) => id));
  const known = useRef(opinions.value);
  const shownIds = [...hits, ...(turn.before ?? [])].map(({ id }) => id);
  useEffect(() => {
    const other = shownIds.some((id) => known.current.get(id)?.type !== opinions.value.get(id)?.type);
    known.current = opinions.value;
    if (other) void seeEffect(turn);
  }, [opinions.value]);
  const moves =
    turn.before &&
    movesOf(
      turn.before.map(({ id }) => id),
      hits.map(({ id }) => id),
    );
  if (hits.length === 0) return null;
  // where the plan says all of it, a search scores as the chat does
  const body =
    catalog.value && answer.plan && finds(answer)
      ? bodyOf(catalog.value, { plan: answer.plan, user: turn.user, weights: null, meaning: true })
      : undefined;
  return (
    <>
      {turn.before && catalog.value && <Effect before={turn.before} after={hits} />}
      <ol class="cards" ref={list} onKeyDown={walk}>
        {hits.map((item, at) => (
          <li key={item.id} data-row={item.id}>
            <Card
              item={item}
              place={{ queryId: answer.query_id, position: at + 1, size: hits.length, body }}
              question={finds(answer) && answer.intent !== "refine" ? turn.message : null}
              move={moves?.get(item.id)}
              explainer={answer.explainer}
              told={answer.answer !== undefined}
            />
          </li>
        ))}
      </ol>
    </>
  );
}

/** The arrows lead from hit to hit. */
function walk(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const titles = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(".title-button")];
  const at = titles.indexOf(document.activeElement as HTMLElement);
  const next = titles[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

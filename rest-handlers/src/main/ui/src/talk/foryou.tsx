/** Beside the conversation: what would be recommended without a word. */
import { useEffect, useRef } from "preact/hooks";
import * as routes from "../api/routes.ts";
import type { Item } from "../api/types.ts";
import { useGlide } from "../compare/glide.ts";
import { viewersOf } from "../compare/offers.ts";
import { bodyOf } from "../compare/pair.ts";
import { Card } from "../items/card.tsx";
import { Effect } from "../items/effect.tsx";
import { Failure } from "../parts/failure.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { Text } from "../parts/text.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { choosing } from "../people/chooser.tsx";
import { go, user } from "../state/address.ts";
import { t } from "../state/language.ts";
import { movesOf } from "../state/moves.ts";
import { catalog, learned, remember } from "../state/store.ts";
import { titleOf } from "../words/facts.ts";

/** Recommendations shown. */
const SIZE = 6;

/** A search that scores as a recommendation does. */
const RECOMMENDED = { plan: {}, weights: null, meaning: true };

/** People offered to somebody who is nobody yet. */
const PEOPLE = 8;

/** @param wide whether it has the page's width, since nothing was said yet */
export function ForYou({ wide }: { wide: boolean }) {
  return (
    <aside class="you" id="you" aria-labelledby="you-title">
      <h2 id="you-title">{user.value ? <Text>{t("you.for", { user: user.value })}</Text> : t("you.title")}</h2>
      {user.value ? <Picks key={user.value} wide={wide} /> : <Invite />}
    </aside>
  );
}

function Invite() {
  const people = viewersOf(catalog.value?.name).slice(0, PEOPLE);
  return (
    <>
      <p class="muted">{t("you.invite")}</p>
      <ul class="people">
        {people.map(({ id, text }) => (
          <li key={id}>
            <button type="button" class="person" onClick={() => go({ user: id, session: "" })}>
              <b>{id}</b>
              <span>{text}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="link" onClick={() => (choosing.value = true)}>
        {t("you.others")}
      </button>
    </>
  );
}

function Picks({ wide }: { wide: boolean }) {
  const shown = catalog.value;
  const found = useLoaded(
    () => (shown ? routes.recommend(shown.name, { user_id: user.value, size: SIZE }) : undefined),
    [shown?.name, user.value, learned.value],
  );
  const items = found.value?.items ?? [];
  const before = usePrevious(items);
  const list = useGlide(items.map(({ id }) => id));
  const moves =
    before &&
    movesOf(
      before.map(({ id }) => id),
      items.map(({ id }) => id),
    );
  useEffect(() => {
    if (shown) remember(items, (item) => titleOf(shown, item));
  }, [items]);
  if (found.error) return <Failure error={found.error} retry={found.again} />;
  if (!found.value) return <Waiting lines={5} text={t("waiting.recommend")} />;
  if (items.length === 0) return <p class="muted">{t("you.nothing")}</p>;
  return (
    <div class="picks">
      <Effect before={before} after={items} />
      <ol class={wide ? "cards wide" : "cards compact"} ref={list}>
        {items.map((item, at) => (
          <li key={item.id} data-row={item.id}>
            <Card
              level={3}
              item={item}
              place={{
                queryId: found.value?.query_id,
                position: at + 1,
                byScore: byScore(items, item),
                body: shown ? bodyOf(shown, { ...RECOMMENDED, user: user.value }) : undefined,
              }}
              move={moves?.get(item.id)}
            />
          </li>
        ))}
      </ol>
      <button type="button" class="link" onClick={() => go({ view: "me" })}>
        {t("you.known")}
      </button>
    </div>
  );
}

/** The list before the last time it was another one. */
function usePrevious(items: Item[]): Item[] | null {
  const kept = useRef<{ now: Item[]; before: Item[] | null }>({ now: items, before: null });
  const order = (list: Item[]) => list.map(({ id }) => id).join("\n");
  if (kept.current.now !== items && order(kept.current.now) !== order(items)) {
    kept.current = { now: items, before: kept.current.now.length > 0 ? kept.current.now : null };
  }
  return kept.current.before;
}

/** The order of recommendations is not that of their scores: each place goes to what is good and unlike those above it. */
const byScore = (items: Item[], item: Item) => 1 + items.filter(({ score }) => score > item.score).length;

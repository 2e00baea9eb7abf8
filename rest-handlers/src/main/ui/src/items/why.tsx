/** Why an item is where it is for a person, or what kept it out: as the node tells it, where it can. */
import * as routes from "../api/routes.ts";
import { useLoaded } from "../parts/loaded.ts";
import { ItemText, Text } from "../parts/text.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { user } from "../state/address.ts";
import { named, t } from "../state/language.ts";
import { catalog } from "../state/store.ts";
import { changeWords } from "../words/plan.ts";
import { decimal, partWords } from "../words/score.ts";
import { listOf, type Opened } from "./opened.ts";
import { Weigh } from "./weigh.tsx";
import { WhatIf } from "./whatif.tsx";

interface Named {
  id: string;
  title: string;
  score: number;
}

interface Moved {
  event_id: string;
  type: string;
  title: string;
  score: number;
  without: { shown: boolean; rank?: number; score?: number };
}

interface Obstacle {
  because: string;
  had?: boolean;
  filter?: string;
  item?: Named;
  by?: number;
  parts?: Record<string, number>;
}

export interface Told {
  shown?: boolean;
  rank?: number;
  of?: number;
  kept_out?: Obstacle[];
  events?: Moved[];
}

/** Events shown, those of most influence first. */
const EVENTS = 6;

export function Why({ opened }: { opened: Opened }) {
  const shown = catalog.value;
  const who = user.value;
  const { item, question, excludeSeen } = opened;
  const told = useLoaded(
    () => (shown && (who || question) && question !== null ? ask(shown.name, who, opened) : undefined),
    [item.id, question, excludeSeen, who],
  );
  if (told.loading) return <Waiting lines={2} text={t("waiting.why")} />;
  if (!told.value) return null;
  return (
    <>
      <Standing told={told.value} opened={opened} />
      <Weigh opened={opened} />
    </>
  );
}

/** Nothing where the node has no such route, or cannot tell: the score is explained all the same. */
async function ask(name: string, who: string, opened: Opened): Promise<Told | null> {
  try {
    if (!(await routes.can.why(name))) return null;
    const asked = opened.question ? routes.whySearch(name, listOf(opened, who)) : routes.why(name, opened.item.id, who);
    return (await asked) as unknown as Told;
  } catch {
    return null;
  }
}

export function Standing({ told, opened }: { told: Told; opened: Opened }) {
  const events = (told.events ?? []).slice(0, EVENTS);
  return (
    <section class="sheet-part">
      <h3>{user.value ? t("path.title", { user: user.value }) : t("path.everybody")}</h3>
      <p class="standing">{place(told)}</p>
      <ul class="reasons">
        {(told.kept_out ?? []).map((obstacle) => (
          <li key={obstacle.because}>
            <Text>{obstacleWords(obstacle)}</Text>
          </li>
        ))}
      </ul>
      {events.length > 0 && (
        <>
          <p class="label">{t("path.moved")}</p>
          <ol class="path">
            {events.map((event) => (
              <li key={event.event_id} class={event.score < 0 ? "negative" : ""}>
                <span class="muted">{named("event", event.type, event.type)}</span> <ItemText>{event.title}</ItemText>
                <b class="number">{`${event.score > 0 ? "+" : ""}${decimal(event.score)}`}</b>
                <span class="muted">{without(event)}</span>
                <WhatIf event={event.event_id} opened={opened} />
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function place({ shown, rank, of }: Told): string {
  if (!rank) return t("path.unranked");
  // of a search by meaning the node counts what it was asked for, and not all that there is
  if (!of || of < rank) return t(shown ? "path.rankAlone" : "path.rankAloneBelow", { rank });
  return t(shown ? "path.rank" : "path.rankBelow", { rank, of });
}

function without({ without: otherwise }: Moved): string {
  return otherwise.rank ? t("path.without", { rank: otherwise.rank }) : t("path.withoutNowhere");
}

function obstacleWords({ because, had, filter, item, by, parts }: Obstacle): string {
  const title = item?.title ?? "";
  const most = Object.entries(parts ?? {}).sort((one, other) => other[1] - one[1])[0];
  // a condition of the catalogue's fields is told in their words, anything else as the server does
  const condition = catalog.value && filter ? changeWords(catalog.value, { part: filter }) : (filter ?? "");
  const holes = { title, filter: condition, by: decimal(by ?? 0), part: most ? partWords(most[0]) : "" };
  return named("keptOut", because === "seen" && had ? "had" : because, because, holes);
}

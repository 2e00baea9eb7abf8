/** What is believed of a person, where it comes from, and how it is put right. */

import * as routes from "../api/routes.ts";
import type { Interest, Person } from "../api/types.ts";
import { Failure } from "../parts/failure.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { Text } from "../parts/text.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { choosing } from "../people/chooser.tsx";
import { go, user } from "../state/address.ts";
import { language, t } from "../state/language.ts";
import { catalog, learned } from "../state/store.ts";
import { Events } from "./events.tsx";
import { Interests } from "./interests.tsx";
import { Leave } from "./leave.tsx";
import { Said } from "./said.tsx";
import { sentenceOf } from "./sentence.ts";

export function Me() {
  const shown = catalog.value;
  const who = user.value;
  const found = useLoaded(
    () => (shown && who ? routes.person(shown.name, who) : undefined),
    [shown?.name, who, learned.value],
  );
  if (!shown) return null;
  if (!who) {
    return (
      <section class="page-narrow">
        <h2>{t("me.title")}</h2>
        <p class="muted">{t("me.nobody")}</p>
        <button type="button" class="primary" onClick={() => (choosing.value = true)}>
          {t("person.choose")}
        </button>
      </section>
    );
  }
  if (found.error) return <Failure error={found.error} retry={found.again} />;
  if (!found.value) return <Waiting lines={6} text={t("waiting.profile")} />;
  return <Known person={found.value} name={shown.name} who={who} />;
}

function Known({ person, name, who }: { person: Person; name: string; who: string }) {
  const empty =
    !person.interests?.length && !person.preferences?.likes?.length && !person.preferences?.dislikes?.length;
  return (
    <section class="me" aria-labelledby="me-title">
      <header>
        <h2 id="me-title">
          <Text>{who}</Text>
        </h2>
        <p class="believed">
          <Text>{sentenceOf(person)}</Text>
        </p>
        <p class="muted">{basis(person)}</p>
        {empty && (
          <button type="button" class="primary" onClick={() => go({ view: "talk" })}>
            {t("me.begin")}
          </button>
        )}
      </header>
      <div class="me-parts">
        <div class="me-main">
          <Interests interests={person.interests ?? []} title={t("me.saw")} name={name} who={who} />
          <Interests interests={disliked(person)} title={t("me.notYours")} name={name} who={who} away />
        </div>
        <div class="me-side">
          <Said person={person} name={name} who={who} />
          <Events name={name} who={who} />
          <Leave person={person} name={name} who={who} />
        </div>
      </div>
    </section>
  );
}

/** Older nodes tell a mere number. */
function disliked({ dislikes }: Person): Interest[] {
  return Array.isArray(dislikes) ? (dislikes as Interest[]).filter((one) => one?.items) : [];
}

function basis({ events, updated }: Person): string {
  const count = Number(events ?? 0);
  if (count === 0) return t("me.noEvents");
  const when = new Date(updated ?? Number.NaN);
  const from = t("me.events", { count });
  if (Number.isNaN(when.getTime())) return from;
  return `${from} ${t("me.updated", { when: when.toLocaleString(language.value, { dateStyle: "medium", timeStyle: "short" }) })}`;
}

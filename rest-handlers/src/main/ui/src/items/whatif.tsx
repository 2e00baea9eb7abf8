/** The list as it would be had one thing never happened: worked out by the node, not guessed. */
import { useSignal } from "@preact/signals";
import * as routes from "../api/routes.ts";
import { failureWords } from "../parts/failure.tsx";
import { ItemText } from "../parts/text.tsx";
import { user } from "../state/address.ts";
import { t } from "../state/language.ts";
import { catalog } from "../state/store.ts";
import { listOf, type Opened } from "./opened.ts";

export interface Place {
  id: string;
  title: string;
  rank: number;
  was?: number;
}

/** Places of the list that are shown. */
export const SHOWN = 5;

/** A button at an event, and below it what would be shown without the event. */
export function WhatIf({ event, opened }: { event: string; opened: Opened }) {
  const places = useSignal<Place[] | null>(null);
  const said = useSignal("");
  const shown = catalog.value;
  if (!shown) return null;
  const ask = async () => {
    said.value = t("whatIf.waiting");
    try {
      const told = await routes.whySearch(shown.name, {
        ...listOf(opened, user.value),
        size: SHOWN,
        events: 0,
        what_if: { without_events: [event] },
      });
      places.value = (told.what_if as unknown as { items: Place[] }).items;
      said.value = "";
    } catch (error) {
      said.value = failureWords(error as Error);
    }
  };
  return (
    <div class="what-if">
      {places.value ? (
        <Places places={places.value} label={t("whatIf.list")} />
      ) : (
        <button type="button" class="link" onClick={ask}>
          {t("whatIf.ask")}
        </button>
      )}
      <p class="outcome" role="status">
        {said.value}
      </p>
    </div>
  );
}

/** The first places of a list that would be. */
export function Places({ places, label }: { places: Place[]; label: string }) {
  return (
    <>
      <p class="label">{label}</p>
      <ol class="places">
        {places.map((place) => (
          <li key={place.id}>
            <ItemText>{place.title}</ItemText> <span class="muted">{was(place)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

export function was({ rank, was: before }: Place): string {
  if (before === undefined) return t("whatIf.new");
  return before === rank ? t("whatIf.same") : t("whatIf.was", { rank: before });
}

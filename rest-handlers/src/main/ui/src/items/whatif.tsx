/** The list as it would be had one thing never happened: worked out by the node, not guessed. */
import { useSignal } from "@preact/signals";
import * as routes from "../api/routes.ts";
import { failureWords } from "../parts/failure.tsx";
import { ItemText } from "../parts/text.tsx";
import { user } from "../state/address.ts";
import { t } from "../state/language.ts";
import { catalog } from "../state/store.ts";

interface Place {
  id: string;
  title: string;
  rank: number;
  was?: number;
}

/** Places of the list that are shown. */
const SHOWN = 5;

/** A button at an event, and below it what would be shown without the event. */
export function WhatIf({ event, item, question }: { event: string; item: string; question: string }) {
  const places = useSignal<Place[] | null>(null);
  const said = useSignal("");
  const shown = catalog.value;
  if (!shown) return null;
  const ask = async () => {
    said.value = t("whatIf.waiting");
    try {
      const told = await routes.whySearch(shown.name, {
        ...(question && { message: question }),
        user_id: user.value,
        item_id: item,
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
        <>
          <p class="label">{t("whatIf.list")}</p>
          <ol>
            {places.value.map((place) => (
              <li key={place.id}>
                <ItemText>{place.title}</ItemText> <span class="muted">{was(place)}</span>
              </li>
            ))}
          </ol>
        </>
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

export function was({ rank, was: before }: Place): string {
  if (before === undefined) return t("whatIf.new");
  return before === rank ? t("whatIf.same") : t("whatIf.was", { rank: before });
}

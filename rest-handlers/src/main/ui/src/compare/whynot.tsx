/** "Why not …?": an item that one names, and what kept it out of the list. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import * as routes from "../api/routes.ts";
import type { Item } from "../api/types.ts";
import { opened } from "../items/opened.ts";
import { failureWords } from "../parts/failure.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { user } from "../state/address.ts";
import { t } from "../state/language.ts";
import { catalog, remember } from "../state/store.ts";
import { titleOf } from "../words/facts.ts";

/** Items among which a title is looked for. */
const LOOKED_AT = 10;

interface Props {
  question: string;
  /** Items in the list. */
  size: number;
  excludeSeen: boolean;
}

export function WhyNot({ question, size, excludeSeen }: Props) {
  const shown = catalog.value;
  const typed = useSignal("");
  const said = useSignal("");
  const able = useLoaded(() => (shown ? routes.can.whySearch(shown.name) : undefined), [shown?.name]);
  useEffect(() => {
    said.value = "";
  }, [question, user.value]);
  if (!shown || !question || !able.value) return null;
  const look = async () => {
    const title = typed.value.trim();
    if (!title) return;
    said.value = "";
    try {
      const item = nearest(
        title,
        await routes.search(
          shown,
          routes.searchBody({ match_all: {} }, title, "", LOOKED_AT, { retrieval: "lexical" }),
        ),
      );
      if (!item) said.value = t("whyNot.unknown", { title });
      else open(item);
    } catch (error) {
      said.value = failureWords(error as Error);
    }
  };
  const open = (item: Item) => {
    remember([item], (one) => titleOf(shown, one));
    opened.value = {
      item: { id: item.id, score: item.score, source: item.source },
      place: { position: 0, size },
      question,
      excludeSeen,
    };
  };
  const nearest = (title: string, items: Item[]) =>
    items.find((item) => titleOf(shown, item).toLowerCase() === title.toLowerCase()) ??
    items.find((item) => titleOf(shown, item).toLowerCase().includes(title.toLowerCase()));
  return (
    <form
      class="why-not row"
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <label for="why-not">{t("whyNot.label")}</label>
      <input
        id="why-not"
        autocomplete="off"
        placeholder={t("whyNot.example")}
        value={typed.value}
        onInput={(event) => (typed.value = event.currentTarget.value)}
      />
      <button type="submit">{t("whyNot.ask")}</button>
      <p class="outcome" role="status">
        {said.value}
      </p>
    </form>
  );
}

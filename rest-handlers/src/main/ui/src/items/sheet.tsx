/** The opened card: everything that is known of an item, why it is where it is, and what one can say about it. */
import { useEffect } from "preact/hooks";
import * as routes from "../api/routes.ts";
import type { Item } from "../api/types.ts";
import { Dialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icons.tsx";
import { useLoaded } from "../parts/loaded.ts";
import { ItemText, Marked, Text } from "../parts/text.tsx";
import { t } from "../state/language.ts";
import { catalog, remember, titleOf as remembered } from "../state/store.ts";
import { description, otherFacts, titleOf } from "../words/facts.ts";
import { fieldWords, valueWords } from "../words/fields.ts";
import { reasonWords } from "../words/reasons.ts";
import { Facts } from "./card.tsx";
import { Marks } from "./marks.tsx";
import { opened } from "./opened.ts";
import { Opinions } from "./opinion.tsx";
import { Tile } from "./tile.tsx";
import { Waterfall } from "./waterfall.tsx";
import { Why } from "./why.tsx";

/** Similar items shown. */
const SIMILAR = 5;

export function Sheet() {
  const shown = catalog.value;
  const current = opened.value;
  if (!shown || !current) return null;
  const { item, place } = current;
  return (
    <Dialog
      key={item.id}
      kind="sheet"
      labelled="sheet-title"
      close={() => {
        opened.value = null;
      }}
    >
      <div class="sheet-head">
        <Tile item={item} />
        <div>
          <h2 id="sheet-title">
            <ItemText>{titleOf(shown, item)}</ItemText>
          </h2>
          <Facts item={item} />
          <Marks item={item} />
        </div>
        <button type="button" class="plain-button close" aria-label={t("close")} onClick={() => (opened.value = null)}>
          <Icon name="close" />
        </button>
      </div>
      <Opinions item={item} place={place} words />
      <Description item={item} />
      <Reasons item={item} />
      <Waterfall item={item} place={place} />
      <Why opened={current} />
      <Rest item={item} />
      <Similar item={item} />
    </Dialog>
  );
}

function Description({ item }: { item: Item }) {
  const shown = catalog.value;
  const text = shown && description(shown, item);
  if (!text) return null;
  const quotes = (item.evidence ?? []).filter(({ field }) => field === text[0]).map(({ quote }) => quote);
  return (
    <p class="description" lang={shown.language} dir="auto">
      <Marked text={text[1]} quotes={quotes} />
    </p>
  );
}

/** The whole explanation, what it rests on, and the reasons. */
function Reasons({ item }: { item: Item }) {
  const shown = catalog.value;
  if (!shown) return null;
  const reasons = (item.reasons ?? []).map((reason) => reasonWords(shown, reason, remembered));
  const [told, text] = description(shown, item) ?? ["", ""];
  const quotes = (item.evidence ?? []).filter(
    ({ field, quote }) => quote && !(field === told && text.includes(quote)), // marked in the description
  );
  if (!item.explanation && reasons.length === 0) return null;
  return (
    <section class="sheet-part">
      <h3>{t("sheet.why")}</h3>
      {item.explanation && (
        <p class="explanation">
          <Text>{item.explanation}</Text>
        </p>
      )}
      {quotes.length > 0 && (
        <ul class="quotes" aria-label={t("sheet.evidence")}>
          {quotes.map(({ field, quote }) => (
            <li key={field + quote}>
              <q dir="auto">{quote}</q> <span class="muted">{fieldWords(shown, field)}</span>
            </li>
          ))}
        </ul>
      )}
      <ul class="reasons">
        {reasons.map((text) => (
          <li key={text}>
            <Text>{text}</Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Rest({ item }: { item: Item }) {
  const shown = catalog.value;
  const facts = shown ? otherFacts(shown, item) : [];
  if (!shown || facts.length === 0) return null;
  return (
    <section class="sheet-part">
      <h3>{t("sheet.facts")}</h3>
      <dl class="fact-list">
        {facts.map(([field, value]) => (
          <div key={field}>
            <dt>{fieldWords(shown, field)}</dt>
            <dd dir="auto">{valueWords(shown, field, value)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Similar({ item }: { item: Item }) {
  const shown = catalog.value;
  const found = useLoaded(() => routes.similar(shown?.name ?? "", item.id, SIMILAR), [item.id]);
  const items = found.value?.items ?? [];
  useEffect(() => {
    if (shown) remember(items, (one) => titleOf(shown, one));
  });
  if (!shown || items.length === 0) return null;
  return (
    <section class="sheet-part">
      <h3>{t("sheet.similar")}</h3>
      <ul class="similar">
        {items.map((one, at) => (
          <li key={one.id}>
            <button
              type="button"
              class="similar-item"
              onClick={() => {
                opened.value = { item: one, place: { position: at + 1, queryId: found.value?.query_id }, question: "" };
              }}
            >
              <Tile item={one} />
              <ItemText>{titleOf(shown, one)}</ItemText>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

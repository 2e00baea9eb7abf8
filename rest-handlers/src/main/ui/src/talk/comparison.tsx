import type { Item } from "../api/types.ts";
import { ItemText } from "../parts/text.tsx";
import { t } from "../state/language.ts";
import { catalog } from "../state/store.ts";
import { titleOf } from "../words/facts.ts";
import { fieldWords, filled, valueWords } from "../words/fields.ts";

/** The fields in which items differ, as a table with a column for each item. */
export function Comparison({ items }: { items: Item[] }) {
  const shown = catalog.value;
  if (!shown) return null;
  const cell = (item: Item, field: string) => {
    const value = item.source[field];
    return value !== undefined && filled(value) ? valueWords(shown, field, value) : "–";
  };
  const rows = (shown.filter_fields ?? [])
    .map((field) => ({ field, cells: items.map((item) => cell(item, field)) }))
    .filter(({ cells }) => new Set(cells).size > 1);
  if (rows.length === 0) return null;
  return (
    <table class="comparison">
      <caption class="label">{t("talk.differ")}</caption>
      <thead>
        <tr>
          <td />
          {items.map((item) => (
            <th key={item.id} scope="col">
              <ItemText>{titleOf(shown, item)}</ItemText>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ field, cells }) => (
          <tr key={field}>
            <th scope="row">{fieldWords(shown, field)}</th>
            {cells.map((text, at) => (
              <td key={items[at]?.id}>
                <ItemText>{text}</ItemText>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

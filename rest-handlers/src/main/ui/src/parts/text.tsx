import { scriptOf } from "../state/language.ts";
import { catalog } from "../state/store.ts";

/** Text of an item, a person or the server: it has its own direction, and its own language where that can be told. */
export function Text({ children, lang }: { children: string; lang?: string | undefined }) {
  return (
    <bdi lang={scriptOf(children) ?? lang} dir="auto">
      {children}
    </bdi>
  );
}

/** Text of an item, in the language that the catalogue declares. */
export function ItemText({ children }: { children: string }) {
  return <Text lang={catalog.value?.language}>{children}</Text>;
}

/** Text with the quotes in it marked. */
export function Marked({ text, quotes }: { text: string; quotes: string[] }) {
  return <>{quotesIn(text, quotes).map((part, at) => (at % 2 === 1 ? <mark key={at}>{part}</mark> : part))}</>;
}

/** A text in parts, every second of which is a quote: each where it stands first, and none within another. */
export function quotesIn(text: string, quotes: string[]): string[] {
  const found = [...new Set(quotes)]
    .filter((quote) => quote !== "" && text.includes(quote))
    .map((quote) => ({ from: text.indexOf(quote), to: text.indexOf(quote) + quote.length }))
    .sort((one, other) => one.from - other.from || other.to - one.to);
  const parts: string[] = [];
  let end = 0;
  for (const { from, to } of found) {
    if (from < end) continue;
    parts.push(text.slice(end, from), text.slice(from, to));
    end = to;
  }
  return [...parts, text.slice(end)];
}

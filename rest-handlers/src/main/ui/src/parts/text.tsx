import type { ComponentChildren } from "preact";
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
export function Marked({ text, quotes }: { text: string; quotes: string[] }): ComponentChildren {
  const quote = quotes.find((one) => one !== "" && text.includes(one));
  if (quote === undefined) return text;
  const at = text.indexOf(quote);
  return (
    <>
      {text.slice(0, at)}
      <mark>{quote}</mark>
      <Marked text={text.slice(at + quote.length)} quotes={quotes} />
    </>
  );
}

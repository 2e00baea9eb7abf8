/** What may be wider than the page: it scrolls by itself, with the keyboard too. */
import type { ComponentChildren } from "preact";

export function Scrolls({ kind, label, children }: { kind: string; label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section class={kind} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}

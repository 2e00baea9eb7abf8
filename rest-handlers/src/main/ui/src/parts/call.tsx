/** A call or an answer of the server as it is, to be read and copied; a long one can be scrolled with the keyboard. */
export function Call({ text, label }: { text: string; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section class="call" tabIndex={0} aria-label={label}>
      <pre>{text}</pre>
    </section>
  );
}

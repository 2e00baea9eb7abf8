/** A call or an answer of the server as it is, to be read and copied. */
import { Scrolls } from "./scrolls.tsx";

export function Call({ text, label }: { text: string; label: string }) {
  return (
    <Scrolls kind="call" label={label}>
      <pre>{text}</pre>
    </Scrolls>
  );
}

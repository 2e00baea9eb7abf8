/** A button that erases one thing of a person, and says what went wrong where it could not. */
import type { Signal } from "@preact/signals";
import { changed } from "../state/store.ts";
import { failureWords } from "./failure.tsx";
import { Icon } from "./icons.tsx";

interface Props {
  label: string;
  erase: () => Promise<unknown>;
  /** Takes the words for what went wrong. */
  failed: Signal<string>;
}

export function EraseButton({ label, erase, failed }: Props) {
  return (
    <button
      type="button"
      class="plain-button"
      aria-label={label}
      onClick={() =>
        erase()
          .then(changed)
          .catch((error: Error) => (failed.value = failureWords(error)))
      }
    >
      <Icon name="close" />
    </button>
  );
}

import { useEffect, useState } from "preact/hooks";
import { t } from "../state/language.ts";

/** Seconds after which a wait is counted aloud. */
const LONG = 3;

/** Grey lines in the place of what is being loaded, with words, and with seconds where it takes long. */
export function Waiting({ lines, text }: { lines: number; text: string }) {
  const seconds = useSeconds();
  return (
    <div class="skeleton" role="status">
      <p class="muted">
        {text}
        {seconds >= LONG && ` ${t("waiting.seconds", { count: seconds })}`}
      </p>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} class="bone" aria-hidden="true" />
      ))}
    </div>
  );
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}

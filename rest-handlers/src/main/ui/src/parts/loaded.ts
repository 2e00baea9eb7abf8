import { useEffect, useState } from "preact/hooks";

export interface Loaded<T> {
  value: T | undefined;
  error: Error | undefined;
  loading: boolean;
  again: () => void;
}

/** Loads something, anew whenever one of the inputs changes; what came before stays in sight meanwhile. */
export function useLoaded<T>(load: (signal: AbortSignal) => Promise<T> | undefined, inputs: unknown[]): Loaded<T> {
  const [state, set] = useState<{ value?: T; error?: Error; loading: boolean }>({ loading: true });
  const [round, setRound] = useState(0);
  useEffect(() => {
    const mine = new AbortController();
    const promise = load(mine.signal);
    if (!promise) {
      set({ loading: false });
      return;
    }
    set((before) => ({ ...before, loading: true }));
    promise.then(
      (value) => mine.signal.aborted || set({ value, loading: false }),
      (error: Error) => mine.signal.aborted || set({ error, loading: false }),
    );
    return () => mine.abort();
  }, [...inputs, round]);
  return { value: state.value, error: state.error, loading: state.loading, again: () => setRound(round + 1) };
}

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** A modal dialog; Escape, the backdrop and the browser give the focus back to where it came from. */
export function Dialog(props: { kind: string; labelled: string; close: () => void; children: ComponentChildren }) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  return (
    // The keyboard's way out of it is Escape, by the browser.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the backdrop is for pointers only
    <dialog
      ref={ref}
      class={props.kind}
      aria-labelledby={props.labelled}
      onClose={props.close}
      onClick={(event) => {
        if (event.target === ref.current) props.close();
      }}
    >
      {props.children}
    </dialog>
  );
}

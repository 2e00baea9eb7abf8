/** The drawings on buttons, as SVG path data on a 24 × 24 grid; they carry no meaning that the button's name does not. */
const PATHS = {
  like: "M12 20.3C5.5 15.6 3.2 12.3 3.2 8.9a4.7 4.7 0 0 1 8.8-2.3 4.7 4.7 0 0 1 8.8 2.3c0 3.4-2.3 6.7-8.8 11.4z",
  dislike: "M12 3.2a8.8 8.8 0 1 0 0 17.6 8.8 8.8 0 0 0 0-17.6zM5.9 5.9l12.2 12.2",
  similar: "M4 6h10M4 12h7M4 18h10M17 9l3 3-3 3",
  close: "M6 6l12 12M18 6L6 18",
  seen: "M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z",
  pin: "M9 3.5h6l-1 6 3.5 3.5h-11L10 9.5zM12 13v7.5",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20",
  less: "M6 12h12",
  known: "M4.5 12.5l5 5 10-11",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg viewBox="0 0 24 24" class="icon" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

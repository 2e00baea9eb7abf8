/** The picture of an item, or one that is drawn from it: the same item always looks the same, items of a kind look alike. */
import { useSignal } from "@preact/signals";
import type { Item } from "../api/types.ts";
import { catalog } from "../state/store.ts";
import { pictureOf, titleOf } from "../words/facts.ts";
import { inRole, plain } from "../words/fields.ts";

const SHAPES = ["disc", "arch", "stripes", "hill", "ring", "steps"] as const;

export function Tile({ item }: { item: Item }) {
  const shown = catalog.value;
  /** A picture that cannot be had; then a tile is drawn. */
  const lost = useSignal("");
  if (!shown) return null;
  const picture = pictureOf(shown, item, location.href);
  if (picture && picture !== lost.value) {
    return <img class="tile" src={picture} alt="" loading="lazy" onError={() => (lost.value = picture)} />;
  }
  const seed = hash(item.id);
  const hue = hash(plain(inRole(shown, item, "genre")?.[1]) || item.id) % 360;
  return (
    <svg class="tile" viewBox="0 0 48 64" aria-hidden="true" style={{ "--hue": String(hue) }}>
      <rect width="48" height="64" class="tile-ground" />
      <Shape kind={SHAPES[seed % SHAPES.length] as (typeof SHAPES)[number]} seed={seed} />
      <text x="24" y="56" class="tile-letters">
        {initials(titleOf(shown, item))}
      </text>
    </svg>
  );
}

function Shape({ kind, seed }: { kind: (typeof SHAPES)[number]; seed: number }) {
  const shift = (seed >> 4) % 12;
  switch (kind) {
    case "disc":
      return <circle cx={18 + shift} cy={22} r={13} class="tile-shape" />;
    case "ring":
      return <circle cx={18 + shift} cy={22} r={11} class="tile-line" />;
    case "arch":
      return <path d={`M${4 + shift} 44V26a13 13 0 0 1 26 0v18z`} class="tile-shape" />;
    case "hill":
      return <path d={`M-4 44L${14 + shift} 10l${16 - shift / 2} 22 8-10 14 22z`} class="tile-shape" />;
    case "steps":
      return <path d={`M4 44V34h10V${26 - shift / 2}h10V16h10v-8h10v36z`} class="tile-shape" />;
    default:
      return <path d={`M-6 ${18 + shift}L54 6M-6 ${28 + shift}L54 16M-6 ${38 + shift}L54 26`} class="tile-line" />;
  }
}

/** The first letters of the first two words that tell something. */
export function initials(title: string): string {
  const words = title.match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !/^(the|a|an|of|and|la|le|les|el|der|die|das)$/i.test(word));
  return (telling.length > 0 ? telling : words)
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}

/** FNV-1a: a number that is the same for the same text, and spread evenly. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}

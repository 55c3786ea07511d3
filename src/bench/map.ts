/**
 * The filter as one would write it first: a `Map` of objects and a `Set` of strings. It only
 * decides: it marks no packet.
 * @module
 */
import type { Traffic } from "./mixes.ts";
import type { Row } from "./row.ts";

type Slot = {
  readonly epoch: number;
  readonly nonce: bigint;
  readonly core: bigint;
  readonly floor: bigint;
};

const BCB = 42;

export function mapRow({ told, judged }: Traffic, yardstick: string): Row {
  const slots = new Map<bigint, Slot>();
  const keys = new Set<string>();
  for (const packet of told) {
    const view = viewOf(packet);
    const nonce = view.getBigUint64(BCB + 8);
    const account = view.getBigUint64(BCB + 16);
    const isVote = view.getUint8(BCB + 3) === 2;
    slots.set(account, {
      epoch: view.getUint32(BCB + 4),
      nonce: isVote ? nonce : -1n,
      core: isVote ? view.getBigUint64(BCB + 24) : 0n,
      floor: isVote ? (slots.get(account)?.floor ?? 0n) : nonce + 1n,
    });
    keys.add(keyOf(view));
  }
  let dropped = 0;
  return {
    id: "filter/map-fresh-l2",
    about: "fresh, l2: a Map of objects and a Set of strings, deciding only",
    unit: "packets",
    operations: judged.length,
    yardstick,
    gated: false,
    run: () => {
      for (const packet of judged) if (isDropped(viewOf(packet), slots, keys)) dropped += 1;
    },
  };
}

function isDropped(
  view: DataView,
  slots: ReadonlyMap<bigint, Slot>,
  keys: ReadonlySet<string>,
): boolean {
  const slot = slots.get(view.getBigUint64(BCB + 16));
  if (slot?.epoch !== view.getUint32(BCB + 4)) return false;
  const nonce = view.getBigUint64(BCB + 8);
  const conflicts = slot.nonce === nonce && slot.core !== view.getBigUint64(BCB + 24);
  return (conflicts || nonce < slot.floor) && keys.has(keyOf(view));
}

function keyOf(view: DataView): string {
  return `${view.getBigUint64(BCB + 16)} ${view.getUint32(BCB + 4)} ${view.getBigUint64(BCB + 8)}`;
}

function viewOf(packet: Uint8Array): DataView {
  return new DataView(packet.buffer, packet.byteOffset, packet.length);
}

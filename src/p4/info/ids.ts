/**
 * Ids of what the control plane can name: the one that `@id` gives, or a hash of the name as p4c
 * makes it, so that tools built for either agree. Two of one id are an error.
 * (P4Runtime specification 1.4, section 6.3.)
 * @module
 */
import { no, ok, type Result } from "../../base/result.ts";
import type { Annotation } from "../program.ts";

/** The kind of a thing is the top byte of its id. */
export const PREFIX = {
  action: 0x01,
  table: 0x02,
  value_set: 0x03,
  controller_header: 0x04,
  action_profile: 0x11,
  action_selector: 0x11,
  counter: 0x12,
  direct_counter: 0x13,
  meter: 0x14,
  direct_meter: 0x15,
  register: 0x16,
  digest: 0x17,
} as const;
export type Nameable = keyof typeof PREFIX;

export type Identified = {
  readonly kind: Nameable;
  readonly name: string;
  readonly annotations: readonly Annotation[];
};

/** Ids in the order of `things`; or which two have one. */
export function idsOf(things: readonly Identified[]): Result<readonly number[], string> {
  const taken = new Map<number, string>();
  const ids = new Map<Identified, number>();
  const written = things.filter((thing) => idWritten(thing) !== undefined);
  for (const thing of written) {
    const low = idWritten(thing) ?? 0;
    const id = low > 0xff_ffff ? low : withPrefix(thing, low);
    const other = taken.get(id);
    if (other !== undefined) return no(`${thing.name} and ${other} have one @id`);
    if (id >>> 24 !== PREFIX[thing.kind]) return no(`the @id of ${thing.name} is of another kind`);
    taken.set(id, thing.name);
    ids.set(thing, id);
  }
  const others = things.filter((thing) => !ids.has(thing));
  for (const thing of others.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    let low = jenkins(thing.name) & 0xff_ffff;
    while (low === 0 || taken.has(withPrefix(thing, low))) low = (low + 1) & 0xff_ffff;
    const id = withPrefix(thing, low);
    taken.set(id, thing.name);
    ids.set(thing, id);
  }
  return ok(things.map((thing) => ids.get(thing) ?? 0));
}

function withPrefix({ kind }: Identified, low: number): number {
  return ((PREFIX[kind] << 24) | low) >>> 0;
}

export function idWritten({ annotations }: Pick<Identified, "annotations">): number | undefined {
  const value = annotations.find(({ name }) => name === "id")?.values[0];
  return typeof value === "bigint" ? Number(value) : undefined;
}

/** Bob Jenkins's one-at-a-time hash. */
function jenkins(text: string): number {
  let hash = 0;
  for (const byte of new TextEncoder().encode(text)) {
    hash = (hash + byte) >>> 0;
    hash = (hash + (hash << 10)) >>> 0;
    hash ^= hash >>> 6;
  }
  hash = (hash + (hash << 3)) >>> 0;
  hash ^= hash >>> 11;
  return (hash + (hash << 15)) >>> 0;
}

/**
 * Where a state outlives the process that made it: records of text, each in its place. When
 * `commit` has returned, a crash can lose nothing of it; when it has thrown, the store holds what
 * it held or all of the changes, never a part (VT-1, EX-13, LK-1, GD-6).
 * @module
 */

/** Place -> text. */
export type Records = ReadonlyMap<string, string>;

/** Place -> the text that is there from now on; undefined: nothing is. */
export type Changes = ReadonlyMap<string, string | undefined>;

export interface Store {
  /** All that was committed; nothing, if nothing ever was. Throws a Fault. */
  readonly read: () => Records;
  /** Makes the changes, durably and as a whole. Throws a Fault. */
  readonly commit: (changes: Changes) => void;
}

/** Makes the changes in a map. */
export function change(records: Map<string, string>, changes: Changes): void {
  for (const [place, text] of changes) {
    if (text === undefined) records.delete(place);
    else records.set(place, text);
  }
}

/**
 * Digests gathered into lists, as a P4Runtime server sends them (P4Runtime 1.5, section 9.6): a
 * list leaves when it is full or old enough; what an unacknowledged list says is not said again.
 * Time is virtual.
 * @module
 */

export type DigestConfig = {
  /** A list leaves this long after its first entry; 0: at once. */
  readonly maxTimeoutUs: number;
  /** A list leaves when it has as many entries; 0: no limit. */
  readonly maxListSize: number;
  /** So long a list waits for its acknowledgement; 0: none is awaited, and nothing suppressed. */
  readonly ackTimeoutUs: number;
};

export type DigestEntry = readonly bigint[];
export type DigestList = {
  readonly id: number;
  readonly entries: readonly DigestEntry[];
  readonly atUs: number;
};

export class DigestLists {
  readonly #config: DigestConfig;
  readonly #send: (list: DigestList) => void;
  #gathered: DigestEntry[] = [];
  #sinceUs = 0;
  /** Sent, and neither acknowledged nor too old. */
  #awaited: DigestList[] = [];
  #lastId = 0;

  constructor(config: DigestConfig, send: (list: DigestList) => void) {
    this.#config = config;
    this.#send = send;
  }

  add(entry: DigestEntry, nowUs: number): void {
    this.advance(nowUs);
    if (this.#isKnown(entry)) return;
    if (this.#gathered.length === 0) this.#sinceUs = nowUs;
    this.#gathered.push(entry);
    const { maxListSize, maxTimeoutUs } = this.#config;
    if (this.#gathered.length === maxListSize || maxTimeoutUs === 0) this.#flush(nowUs);
  }

  /** Sends a list that is old enough, and awaits no more what is too old. */
  advance(nowUs: number): void {
    const dueUs = this.#sinceUs + this.#config.maxTimeoutUs;
    if (this.#gathered.length > 0 && nowUs >= dueUs) this.#flush(dueUs);
    const { ackTimeoutUs } = this.#config;
    this.#awaited = this.#awaited.filter(({ atUs }) => nowUs < atUs + ackTimeoutUs);
  }

  /** An id that is not awaited changes nothing. */
  acknowledge(id: number): void {
    this.#awaited = this.#awaited.filter((list) => list.id !== id);
  }

  #isKnown(entry: DigestEntry): boolean {
    if (this.#config.ackTimeoutUs === 0) return false;
    return [this.#gathered, ...this.#awaited.map(({ entries }) => entries)].some((entries) =>
      entries.some((known) => isSame(known, entry)),
    );
  }

  #flush(atUs: number): void {
    const list = { id: ++this.#lastId, entries: this.#gathered, atUs };
    this.#gathered = [];
    if (this.#config.ackTimeoutUs > 0) this.#awaited.push(list);
    this.#send(list);
  }
}

function isSame(one: DigestEntry, other: DigestEntry): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}

/**
 * The nonce filter written by hand over typed arrays: what p4/flashmesh.p4 compiled is measured
 * against. It decides as the program does (a test compares them packet by packet), counts what
 * the program counts, and makes nothing per packet. 64-bit numbers are two halves, high and low.
 * @module
 */
export type Secrets = {
  readonly slot: bigint;
  readonly nonce: bigint;
  readonly epoch: bigint;
  readonly bloom: bigint;
};

export type Sizes = { readonly slotBits: number; readonly bloomBits: number };

const BCB = 42;
const ORDER = 1;
const VOTE = 2;
const RECEIPT = 4;
const DATA = 6;
const DSCP = [46, 26, 0];
/** In the order of the program's counter of decisions. */
const PASSED = 0;
const RETRANSMITTED = 1;
const CONFLICT = 2;
const STALE = 3;
const STALE_PASSED = 4;
const SLOW_LANE = 5;
const LAPSED = 6;
const STALE_OTHER = 7;
const LEARNED = 8;

export class ByHand {
  readonly decisions = new Float64Array(9);
  readonly classes = new Float64Array(3);
  readonly ports = new Float64Array(512);
  current = 1;
  previous = 0;
  /** Microseconds. */
  retry = 1_000_000;
  /** Conflicts that the controller was told of. */
  told = 0;
  readonly #slotShift: number;
  readonly #bloomShift: number;
  readonly #authorityPort: number;
  readonly #authority: readonly [high: number, low: number];
  readonly #slot: readonly [number, number];
  readonly #nonce: readonly [number, number];
  readonly #epoch: readonly [number, number];
  readonly #bloom: readonly [number, number];
  /** Thirteen words a slot: account, epoch, nonce, core, floor, passed nonce, passed core. */
  readonly #slots: Uint32Array;
  readonly #passedAt: Float64Array;
  readonly #cells: Uint16Array;
  // The halves of the last product.
  #high = 0;
  #low = 0;
  #class = 0;
  #cell0 = 0;
  #cell1 = 0;
  #cell2 = 0;
  #cell3 = 0;

  constructor({ slotBits, bloomBits }: Sizes, secrets: Secrets, authority: bigint, port: number) {
    this.#slotShift = 32 - slotBits;
    this.#bloomShift = 32 - bloomBits;
    this.#authorityPort = port;
    this.#authority = halves(authority);
    this.#slot = halves(secrets.slot);
    this.#nonce = halves(secrets.nonce);
    this.#epoch = halves(secrets.epoch);
    this.#bloom = halves(secrets.bloom);
    this.#slots = new Uint32Array(WORDS << slotBits);
    this.#passedAt = new Float64Array(1 << slotBits);
    this.#cells = new Uint16Array(1 << bloomBits);
  }

  /** Whether the packet goes on; then it stands in `out`, marked with its class. */
  handle(port: number, packet: Uint8Array, length: number, now: number, out: Uint8Array): boolean {
    this.ports[port] = (this.ports[port] ?? 0) + 1;
    const isIpv4 = length >= 34 && word16(packet, 12) === 0x0800;
    this.#class = 2;
    let goesOn = isIpv4;
    if (isIpv4 && isBcb(packet, length)) {
      this.#class = packet[BCB + 3] === DATA ? 1 : 0;
      goesOn = this.#filter(port, packet, now);
    }
    if (!goesOn) return false;
    out.set(length === packet.length ? packet : packet.subarray(0, length));
    mark(out, DSCP[this.#class] ?? 0);
    this.classes[this.#class] = (this.classes[this.#class] ?? 0) + 1;
    return true;
  }

  #filter(port: number, packet: Uint8Array, now: number): boolean {
    const kind = packet[BCB + 3];
    const [high, low] = this.#authority;
    if (word32(packet, BCB + 32) !== high || word32(packet, BCB + 36) !== low) return true;
    const inside = port === this.#authorityPort;
    if (inside && (kind === VOTE || kind === RECEIPT)) {
      this.#learn(packet, kind === VOTE);
      return true;
    }
    return inside || kind !== ORDER || this.#judge(packet, now);
  }

  #learn(packet: Uint8Array, isVote: boolean): void {
    const at = this.#find(packet);
    const slots = this.#slots;
    const epoch = word32(packet, BCB + 4);
    const [n1, n0] = [word32(packet, BCB + 8), word32(packet, BCB + 12)];
    if (!this.#isAccount(packet, at) || slots[at + 2] !== epoch) {
      slots.fill(0, at, at + WORDS);
      this.#passedAt[at / WORDS] = 0;
      slots[at] = word32(packet, BCB + 16);
      slots[at + 1] = word32(packet, BCB + 20);
      slots[at + 2] = epoch;
    }
    if (!isVote) {
      const carry = n0 === 0xffff_ffff ? 1 : 0;
      const [f1, f0] = [(n1 + carry) >>> 0, (n0 + 1) >>> 0];
      if (less(slots[at + 7] ?? 0, slots[at + 8] ?? 0, f1, f0)) {
        slots[at + 7] = f1;
        slots[at + 8] = f0;
      }
      if (this.#isBelow(slots[at + 3] ?? 0, slots[at + 4] ?? 0, at)) slots.fill(0, at + 3, at + 7);
    } else if (!this.#isBelow(n1, n0, at)) {
      slots[at + 3] = n1;
      slots[at + 4] = n0;
      slots[at + 5] = word32(packet, BCB + 24);
      slots[at + 6] = word32(packet, BCB + 28);
    }
    this.#locate(packet);
    this.#cells[this.#cell0] = this.current;
    this.#cells[this.#cell1] = this.current;
    this.#cells[this.#cell2] = this.current;
    this.#cells[this.#cell3] = this.current;
    this.#count(LEARNED);
  }

  #judge(packet: Uint8Array, now: number): boolean {
    const at = this.#find(packet);
    this.#locate(packet);
    const hit =
      this.#isLive(this.#cell0) &&
      this.#isLive(this.#cell1) &&
      this.#isLive(this.#cell2) &&
      this.#isLive(this.#cell3);
    const slots = this.#slots;
    if (!this.#isAccount(packet, at)) return hit ? this.#slowly(SLOW_LANE) : this.#count(PASSED);
    if (slots[at + 2] !== word32(packet, BCB + 4)) return this.#count(PASSED);
    const [n1, n0] = [word32(packet, BCB + 8), word32(packet, BCB + 12)];
    const isVoted =
      (slots[at + 5] !== 0 || slots[at + 6] !== 0) && slots[at + 3] === n1 && slots[at + 4] === n0;
    if (isVoted) {
      if (this.#isCore(packet, at + 5)) return this.#count(RETRANSMITTED);
      if (!hit) return this.#slowly(LAPSED);
      this.told += 1;
      this.#count(CONFLICT);
      return false;
    }
    if (!this.#isBelow(n1, n0, at)) return this.#count(PASSED);
    return hit ? this.#stale(packet, at, n1, n0, now) : this.#slowly(LAPSED);
  }

  /** Without chance: the measurement draws no numbers. */
  #stale(packet: Uint8Array, at: number, n1: number, n0: number, now: number): boolean {
    const slots = this.#slots;
    const passedAt = this.#passedAt[at / WORDS] ?? 0;
    if (passedAt === 0 || now - passedAt >= this.retry) {
      this.#passedAt[at / WORDS] = now;
      slots[at + 9] = n1;
      slots[at + 10] = n0;
      slots[at + 11] = word32(packet, BCB + 24);
      slots[at + 12] = word32(packet, BCB + 28);
      return this.#count(STALE_PASSED);
    }
    if (slots[at + 9] !== n1 || slots[at + 10] !== n0 || !this.#isCore(packet, at + 11)) {
      return this.#slowly(STALE_OTHER);
    }
    this.#count(STALE);
    return false;
  }

  #count(decision: number): true {
    this.decisions[decision] = (this.decisions[decision] ?? 0) + 1;
    return true;
  }

  #slowly(decision: number): true {
    if (this.#class === 0) this.#class = 1;
    return this.#count(decision);
  }

  #find(packet: Uint8Array): number {
    this.#multiply(word32(packet, BCB + 16), word32(packet, BCB + 20), this.#slot);
    return (this.#high >>> this.#slotShift) * WORDS;
  }

  #locate(packet: Uint8Array): void {
    this.#multiply(word32(packet, BCB + 8), word32(packet, BCB + 12), this.#nonce);
    const [n1, n0] = [this.#high, this.#low];
    this.#multiply(0, word32(packet, BCB + 4), this.#epoch);
    const low = word32(packet, BCB + 20) + n0 + this.#low;
    const high = word32(packet, BCB + 16) + n1 + this.#high + Math.floor(low / 2 ** 32);
    this.#multiply(high >>> 0, ((low >>> 0) ^ high) >>> 0, this.#bloom);
    const h1 = this.#high;
    const h2 = (this.#low | 1) >>> 0;
    this.#cell0 = h1 >>> this.#bloomShift;
    this.#cell1 = (h1 + h2) >>> this.#bloomShift;
    this.#cell2 = (h1 + 2 * h2) >>> this.#bloomShift;
    this.#cell3 = (h1 + 3 * h2) >>> this.#bloomShift;
  }

  /** The low 64 bits of a product, into `#high` and `#low`. */
  #multiply(high: number, low: number, [byHigh, byLow]: readonly [number, number]): void {
    const [a1, a0] = [low >>> 16, low & 0xffff];
    const [b1, b0] = [byLow >>> 16, byLow & 0xffff];
    const bottom = a0 * b0;
    const middle = a1 * b0 + (bottom >>> 16);
    const other = a0 * b1 + (middle & 0xffff);
    this.#low = ((other << 16) | (bottom & 0xffff)) >>> 0;
    const top = a1 * b1 + Math.floor(middle / 65536) + Math.floor(other / 65536);
    this.#high = (top + Math.imul(high, byLow) + Math.imul(low, byHigh)) >>> 0;
  }

  #isLive(cell: number): boolean {
    const generation = this.#cells[cell];
    return generation !== 0 && (generation === this.current || generation === this.previous);
  }

  #isAccount(packet: Uint8Array, at: number): boolean {
    const slots = this.#slots;
    return slots[at] === word32(packet, BCB + 16) && slots[at + 1] === word32(packet, BCB + 20);
  }

  #isCore(packet: Uint8Array, at: number): boolean {
    const slots = this.#slots;
    return slots[at] === word32(packet, BCB + 24) && slots[at + 1] === word32(packet, BCB + 28);
  }

  #isBelow(n1: number, n0: number, at: number): boolean {
    return less(n1, n0, this.#slots[at + 7] ?? 0, this.#slots[at + 8] ?? 0);
  }
}

const WORDS = 13;

function isBcb(packet: Uint8Array, length: number): boolean {
  return (
    length >= BCB + 40 &&
    packet[14] === 0x45 &&
    // Neither more fragments nor a later one; "do not fragment" is no matter.
    (word16(packet, 20) & 0x3fff) === 0 &&
    packet[23] === 17 &&
    word16(packet, 36) === 4848 &&
    word16(packet, BCB) === 0xfa57 &&
    packet[BCB + 2] === 1 &&
    (packet[BCB + 3] ?? 0) >= 1 &&
    (packet[BCB + 3] ?? 0) <= 6 &&
    word16(packet, 38) >= 48 &&
    word16(packet, 16) >= 68
  );
}

/** The DSCP of its class; the checksum follows what changed (RFC 1624, equation 3). */
function mark(out: Uint8Array, dscp: number): void {
  const before = word16(out, 14);
  out[15] = (dscp << 2) | ((out[15] ?? 0) & 3);
  let sum = (word16(out, 24) ^ 0xffff) + (before ^ 0xffff) + word16(out, 14);
  sum = (sum & 0xffff) + (sum >>> 16);
  sum = ~((sum & 0xffff) + (sum >>> 16)) & 0xffff;
  out[24] = sum >>> 8;
  out[25] = sum & 0xff;
}

function less(a1: number, a0: number, b1: number, b0: number): boolean {
  return a1 < b1 || (a1 === b1 && a0 < b0);
}

function word16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function word32(bytes: Uint8Array, at: number): number {
  return ((word16(bytes, at) << 16) | word16(bytes, at + 2)) >>> 0;
}

function halves(value: bigint): readonly [number, number] {
  return [Number(value >> 32n), Number(value & 0xffff_ffffn)];
}

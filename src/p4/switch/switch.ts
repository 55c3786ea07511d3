/**
 * v1model's switch around the blocks of a program: parser and ingress; then clone, digest,
 * resubmit, replicate, drop or queue; then egress; then clone, drop, deparse, recirculate, send.
 * Time is virtual: microseconds, told with each packet.
 * @module
 */
import type { BackEnd, Blocks, Forward, MetaField, Saved, SwitchWorld } from "../engine.ts";
import { META, TOLD } from "../engine.ts";
import type { Program } from "../program.ts";
import { LONGEST } from "./bounds.ts";
import { ControlPlane } from "./control-plane.ts";
import { Pacing, type Waiting } from "./pacing.ts";
import type { Replica } from "./replication.ts";

export type SwitchOptions = {
  /** Queues of a port; a packet of a priority beyond them is lost. */
  readonly priorities: number;
  /** Packets that one queue holds. */
  readonly queueLimit: number;
};
const DEFAULTS: SwitchOptions = { priorities: 8, queueLimit: 64 };

/** `instance_type` of v1model. */
const INSTANCE = {
  normal: 0,
  ingressClone: 1,
  egressClone: 2,
  recirculated: 4,
  replica: 5,
  resubmitted: 6,
} as const;

/** The egress_spec of a packet that goes nowhere. */
const NO_PORT = 511;
/** A packet comes round no more often than this, clones and resubmits counted together. */
const ROUNDS_MAX = 64;
/** Nor does one packet from outside make more than this many. */
const PASSES_MAX = 16_384;

const field = (name: MetaField): number => META.indexOf(name);
const EGRESS_SPEC = field("egress_spec");
const EGRESS_PORT = field("egress_port");
const INSTANCE_TYPE = field("instance_type");
const MCAST_GRP = field("mcast_grp");
const PRIORITY = field("priority");
const PACKET_LENGTH = field("packet_length");
const INGRESS_PORT = field("ingress_port");
const INGRESS_TIME = field("ingress_global_timestamp");
const EGRESS_TIME = field("egress_global_timestamp");
const EGRESS_RID = field("egress_rid");
const PARSER_ERROR = field("parser_error");
const ENQ_TIMESTAMP = field("enq_timestamp");
const ENQ_QDEPTH = field("enq_qdepth");
const DEQ_TIMEDELTA = field("deq_timedelta");
const DEQ_QDEPTH = field("deq_qdepth");

/** A packet before the parser. */
type Incoming = {
  readonly port: number;
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly instance: number;
  /** What a field list kept; null: nothing. */
  readonly user: Saved;
  readonly rounds: number;
};

export function makeSwitch(
  program: Program,
  backEnd: BackEnd,
  world: SwitchWorld,
  options: Partial<SwitchOptions> = {},
): Switch {
  const control = new ControlPlane(program);
  // Both ways of a packet hand digests on: what nobody wants ends here.
  const digest: SwitchWorld["digest"] = (name, values) => {
    if (!control.digestsOff.has(name)) world.digest(name, values);
  };
  const wanted: SwitchWorld = { ...world, digest };
  const blocks = backEnd(program, control, wanted);
  return new Switch(control, blocks, wanted, { ...DEFAULTS, ...options });
}

export class Switch {
  readonly control: ControlPlane;
  readonly blocks: Blocks;
  readonly pacing: Pacing;
  /** Packets lost because they came round too often. */
  lostRounds = 0;
  readonly #world: SwitchWorld;
  readonly #told: Float64Array;
  readonly #forward: Forward | undefined;
  readonly #out = new Uint8Array(LONGEST);
  /** Ready for egress, in order. */
  readonly #ready: Waiting[] = [];
  /** Ready for the parser, in order: resubmitted and recirculated ones. */
  readonly #incoming: Incoming[] = [];
  #passes = 0;

  constructor(control: ControlPlane, blocks: Blocks, world: SwitchWorld, options: SwitchOptions) {
    this.control = control;
    this.blocks = blocks;
    this.#world = world;
    this.#told = blocks.told ?? new Float64Array(Object.keys(TOLD).length);
    this.#told[TOLD.priorities] = options.priorities;
    this.#forward = blocks.forward;
    this.pacing = new Pacing(options.priorities, options.queueLimit);
  }

  /** Of the last packet that was parsed: the position in `Program.errors`. */
  get parserError(): number {
    return this.#told[TOLD.parserError] ?? 0;
  }

  get nowUs(): number {
    return this.#told[TOLD.atUs] ?? 0;
  }

  /** Time never goes back. */
  #reach(us: number): void {
    if (us > this.nowUs) this.#told[TOLD.atUs] = us;
  }

  /** A packet comes in; whatever may leave by then leaves first. Time never goes back. */
  inject(port: number, bytes: Uint8Array, atUs: number, length = bytes.length): void {
    const forward = this.#forward;
    // PERF: in one call, if the back end can; no port is paced, so nothing else is on its way.
    if (forward !== undefined && !this.pacing.paces) {
      this.#reach(atUs);
      if (!forward(bytes, length, port)) this.#go(port, bytes, length);
      return;
    }
    this.advance(atUs);
    this.#passes = 0;
    this.#ingress(port, bytes, length, INSTANCE.normal, null, 0);
    this.#settle();
    // A free port takes what has just come.
    this.advance(atUs);
  }

  /** Lets the paced ports send up to this time. */
  advance(toUs: number): void {
    while (this.pacing.busy) {
      const next = this.pacing.next(toUs);
      if (next === undefined) break;
      this.#passes = 0;
      this.#reach(next.atUs);
      this.#leave(next.waiting);
      this.#settle();
    }
    this.#reach(toUs);
  }

  /** Lets all that waits leave. */
  drain(): void {
    for (let idle = this.pacing.idleUs; idle > 0; idle = this.pacing.idleUs) this.advance(idle);
  }

  /** Works off what packets have left behind: egress before ingress, oldest first. */
  #settle(): void {
    while (this.#ready.length > 0 || this.#incoming.length > 0) {
      const ready = this.#ready.shift();
      if (ready !== undefined) {
        this.#leave(ready);
        continue;
      }
      const next = this.#incoming.shift();
      if (next === undefined) return;
      this.#ingress(next.port, next.bytes, next.length, next.instance, next.user, next.rounds);
    }
  }

  /** From after ingress on. */
  #go(port: number, bytes: Uint8Array, length: number): void {
    this.#passes = 0;
    this.#route(port, bytes, length, 0);
    this.#settle();
  }

  #ingress(
    port: number,
    bytes: Uint8Array,
    length: number,
    instance: number,
    user: Saved,
    rounds: number,
  ): void {
    const { blocks } = this;
    const { meta } = blocks;
    blocks.clear();
    if (user !== null) blocks.restore(user);
    meta[INGRESS_PORT] = port;
    meta[PACKET_LENGTH] = length;
    meta[INSTANCE_TYPE] = instance;
    meta[INGRESS_TIME] = wrapped(this.nowUs, 2 ** 48);
    blocks.parse(bytes, length);
    this.#told[TOLD.parserError] = meta[PARSER_ERROR] ?? 0;
    blocks.ingress();
    this.#route(port, bytes, length, rounds);
  }

  /** What becomes of the packet after ingress. */
  #route(port: number, bytes: Uint8Array, length: number, rounds: number): void {
    const { blocks } = this;
    const { meta, requests } = blocks;
    if (requests.cloneSession >= 0) this.#cloneIngress(bytes, length, rounds);
    if (requests.digests > 0) blocks.takeDigests(this.#world.digest);
    if (requests.again >= 0) {
      const kept = blocks.save(requests.again);
      this.#come({ port, bytes, length, instance: INSTANCE.resubmitted, user: kept, rounds });
    } else if (meta[MCAST_GRP] !== 0) {
      this.#replicate(rounds);
    } else if (meta[EGRESS_SPEC] !== NO_PORT) {
      // Egress does not see that a packet came round, as in BMv2's simple_switch.
      meta[INSTANCE_TYPE] = INSTANCE.normal;
      this.#queue(meta[EGRESS_SPEC] ?? 0, meta[PRIORITY] ?? 0, rounds);
    }
  }

  /** The packet as it came in, parsed again; of its metadata only the field list is left. */
  #cloneIngress(bytes: Uint8Array, length: number, rounds: number): void {
    const { blocks } = this;
    const { cloneSession, cloneFields, again, truncate, digests } = blocks.requests;
    const original = blocks.saveAll();
    const user = blocks.save(cloneFields);
    blocks.parse(bytes, length);
    this.#beClone(user, INSTANCE.ingressClone, length);
    this.#sendClone(cloneSession, rounds);
    blocks.restoreAll(original);
    Object.assign(blocks.requests, { cloneSession: -1, again, truncate, digests });
  }

  /** All metadata 0 again, but what the field list keeps. */
  #beClone(user: Saved, instance: number, length: number): void {
    const { blocks } = this;
    blocks.meta.fill(0);
    blocks.restore(user);
    blocks.meta[INSTANCE_TYPE] = instance;
    blocks.meta[PACKET_LENGTH] = length;
  }

  #sendClone(number: number, rounds: number): void {
    const session = this.control.replication.sessions.get(number);
    if (session === undefined) return;
    const group = session.group === null ? [] : this.control.replication.groups.get(session.group);
    const { requests } = this.blocks;
    requests.truncate = session.truncate > 0 ? session.truncate : -1;
    for (const replica of [...(group ?? []), ...session.replicas]) {
      this.#copyTo(replica, 0, rounds + 1);
    }
  }

  #replicate(rounds: number): void {
    const { meta } = this.blocks;
    const replicas = this.control.replication.groups.get(meta[MCAST_GRP] ?? 0) ?? [];
    meta[INSTANCE_TYPE] = INSTANCE.replica;
    for (const replica of replicas) this.#copyTo(replica, meta[PRIORITY] ?? 0, rounds);
  }

  #copyTo({ port, rid }: Replica, priority: number, rounds: number): void {
    this.blocks.meta[EGRESS_RID] = rid;
    this.#wait(port, priority, rounds);
  }

  /** One packet to one port: at once if nothing stands before it, and then nothing is copied. */
  #queue(port: number, priority: number, rounds: number): void {
    if (this.#ready.length > 0 || this.pacing.isPaced(port)) {
      this.#wait(port, priority, rounds);
    } else if (this.pacing.admits(priority)) {
      this.#egress(port, rounds, this.nowUs, 0);
    }
  }

  /** Keeps the packet at hand for egress. */
  #wait(port: number, priority: number, rounds: number): void {
    if (!this.pacing.admits(priority) || this.#exhausted(rounds)) return;
    const { blocks } = this;
    const waiting: Waiting = {
      saved: blocks.saveAll(),
      port,
      truncate: blocks.requests.truncate,
      rounds,
      enqueuedUs: this.nowUs,
      depth: this.pacing.depth(port, priority),
    };
    if (this.pacing.isPaced(port)) this.pacing.push(priority, waiting);
    else this.#ready.push(waiting);
  }

  #leave({ saved, port, truncate, rounds, enqueuedUs, depth }: Waiting): void {
    this.blocks.restoreAll(saved);
    this.blocks.requests.truncate = truncate;
    this.#egress(port, rounds, enqueuedUs, depth);
  }

  #egress(port: number, rounds: number, enqueuedUs: number, depth: number): void {
    const { blocks } = this;
    const { meta, requests } = blocks;
    const ingressPort = meta[INGRESS_PORT] ?? 0;
    const priority = meta[PRIORITY] ?? 0;
    meta[EGRESS_PORT] = port;
    meta[EGRESS_SPEC] = 0;
    meta[ENQ_TIMESTAMP] = wrapped(enqueuedUs, 2 ** 32);
    meta[ENQ_QDEPTH] = depth;
    meta[DEQ_TIMEDELTA] = wrapped(this.nowUs - enqueuedUs, 2 ** 32);
    meta[DEQ_QDEPTH] = this.pacing.depth(port, priority);
    meta[EGRESS_TIME] = wrapped(this.nowUs, 2 ** 48);
    requests.cloneSession = -1;
    requests.again = -1;
    requests.digests = 0;
    blocks.egress();
    if (requests.cloneSession >= 0) this.#cloneEgress(rounds);
    if (meta[EGRESS_SPEC] === NO_PORT) return;
    const { again, truncate } = requests;
    const deparsed = blocks.deparse(this.#out);
    const length = truncate >= 0 ? Math.min(truncate, deparsed) : deparsed;
    if (again >= 0) this.#recirculate(ingressPort, length, again, rounds);
    else this.#world.send(port, this.#out, length, this.nowUs, priority);
  }

  /** The packet as egress left it, not parsed; it goes through egress again. */
  #cloneEgress(rounds: number): void {
    const { blocks } = this;
    const { cloneSession, cloneFields, again, truncate } = blocks.requests;
    const original = blocks.saveAll();
    this.#beClone(blocks.save(cloneFields), INSTANCE.egressClone, blocks.meta[PACKET_LENGTH] ?? 0);
    this.#sendClone(cloneSession, rounds);
    blocks.restoreAll(original);
    Object.assign(blocks.requests, { again, truncate });
  }

  #recirculate(port: number, length: number, fields: number, rounds: number): void {
    const user = this.blocks.save(fields);
    const bytes = this.#out.slice(0, length);
    this.#come({ port, bytes, length, instance: INSTANCE.recirculated, user, rounds });
  }

  #come(packet: Incoming): void {
    if (this.#exhausted(packet.rounds)) return;
    this.#incoming.push({ ...packet, rounds: packet.rounds + 1 });
  }

  #exhausted(rounds: number): boolean {
    this.#passes += 1;
    if (rounds < ROUNDS_MAX && this.#passes <= PASSES_MAX) return false;
    this.lostRounds += 1;
    return true;
  }
}

/** A time cut to its field. PERF: a remainder of doubles is slow, and hardly ever needed. */
function wrapped(us: number, size: number): number {
  return us < size ? us : us % size;
}

/**
 * Runs an STF file against a switch. In: statements, and a switch with a program. Out: what is not
 * as the file says, line by line; none where everything is. A port that no line mentions is
 * expected to stay silent, like every other.
 * @module
 */
import type { Program } from "../program.ts";
import type { ControlPlane } from "../switch/control-plane.ts";
import type { DigestConfig } from "../switch/digest-list.ts";
import { checkCounter } from "./counter.ts";
import { differences, type Expectation, type Sent } from "./compare.ts";
import { command } from "./device.ts";
import { matchesFor, tableNamed, targetFor, unique } from "./resolve.ts";
import type { Statement } from "./statement.ts";
import type { Row } from "../switch/table.ts";

export type Digest = { readonly name: string; readonly values: readonly bigint[] };

/** A switch as a test sees it. */
export type Device = {
  readonly program: Program;
  readonly control: ControlPlane;
  /** Gives a packet to a port at a time in microseconds; what waits for a paced port may stay. */
  readonly inject: (port: number, packet: Uint8Array, atUs: number) => void;
  /** The port sends a packet each so many microseconds. */
  readonly pace: (port: number, intervalUs: number, atUs: number) => void;
  /** Digests of this name leave in lists from now on. */
  readonly gather: (name: string, config: DigestConfig) => void;
  /** False where no list of this name awaits it. */
  readonly acknowledge: (name: string) => boolean;
  /** Lists that are old enough by then leave. */
  readonly advance: (toUs: number) => void;
  /** Runs until all is quiet. */
  readonly drain: () => void;
  /** What came out since the beginning, in order. */
  readonly sent: readonly Sent[];
  readonly digests: readonly Digest[];
  /** Of the last packet that was parsed, by its name. */
  readonly parserError: () => string;
};

/** `line` is null for a packet that no line asks for. */
export type Failure = { readonly line: number | null; readonly why: string };
export type Outcome = {
  readonly failures: readonly Failure[];
  /** How many lines demanded something. */
  readonly checks: number;
};

/** A millisecond a packet, so that no two are at the same time. */
const STEP_US = 1000;

export function runStf(statements: readonly Statement[], device: Device): Outcome {
  const run = new Run(device);
  for (const statement of statements) run.take(statement);
  return run.end();
}

class Run {
  readonly #device: Device;
  readonly #failures: Failure[] = [];
  readonly #expected: Expectation[] = [];
  readonly #rows = new Map<string, Row>();
  #silent = false;
  #checks = 0;
  #now = STEP_US;
  #digestsSeen = 0;
  /** How many packets a `queue` line has looked at, by port. */
  readonly #queueSeen = new Map<number, number>();

  constructor(device: Device) {
    this.#device = device;
  }

  take(statement: Statement): void {
    const { line } = statement;
    const why = this.#answer(statement);
    if (why !== undefined) this.#failures.push({ line, why });
  }

  end(): Outcome {
    this.#device.drain();
    const found = differences(this.#expected, this.#device.sent);
    if (this.#silent && this.#device.sent.length > 0 && found.length === 0) {
      this.#failures.push({ line: null, why: "a packet came, and none was to" });
    }
    return { failures: [...this.#failures, ...found], checks: this.#checks };
  }

  /** Why the statement is not fulfilled. */
  #answer(statement: Statement): string | undefined {
    const { program, control } = this.#device;
    switch (statement.kind) {
      case "add":
        return this.#add(statement);
      case "setdefault": {
        const table = tableNamed(program, statement.table);
        if (!table.ok) return table.reason;
        const target = targetFor(table.value, statement.action);
        if (!target.ok) return target.reason;
        const set = control.table(table.value).setDefault(target.value);
        return set.ok ? undefined : `the default is refused: ${set.reason}`;
      }
      case "remove":
        for (const state of control.tables.values()) state.clear();
        return undefined;
      case "packet":
        this.#device.inject(statement.port, statement.bytes, this.#now);
        this.#now += STEP_US;
        return undefined;
      case "expect":
        this.#checks += 1;
        this.#expected.push(statement);
        return undefined;
      case "no_packet":
        this.#checks += 1;
        this.#silent = true;
        return undefined;
      case "wait":
        return undefined;
      case "check_counter":
        this.#checks += 1;
        return checkCounter(this.#device, this.#rows, statement);
      case "device":
        return command(this.#device, statement.command, statement.words, this.#now);
      case "at":
        if (statement.microseconds < this.#now - STEP_US) return "time goes back";
        this.#now = statement.microseconds;
        this.#device.advance(this.#now);
        return undefined;
      case "pace":
        this.#device.pace(statement.port, statement.microseconds, this.#now - STEP_US);
        return undefined;
      case "queue":
        return this.#queue(statement);
      case "register":
        return this.#register(statement);
      case "digest_list":
        this.#device.gather(statement.name, statement.config);
        return undefined;
      case "digest_ack":
        if (this.#device.acknowledge(statement.name)) return undefined;
        return `no list of ${statement.name} waits to be acknowledged`;
      case "digest":
        return this.#digest(statement);
      case "parser_error": {
        this.#checks += 1;
        const came = this.#device.parserError();
        return came === statement.error ? undefined : `the parser's error was ${came}`;
      }
    }
  }

  #add(statement: Statement & { readonly kind: "add" }): string | undefined {
    const { program, control } = this.#device;
    const table = tableNamed(program, statement.table);
    if (!table.ok) return table.reason;
    const matches = matchesFor(table.value, statement.matches);
    if (!matches.ok) return matches.reason;
    const target = targetFor(table.value, statement.action);
    if (!target.ok) return target.reason;
    const state = control.table(table.value);
    const row = { matches: matches.value, priority: statement.priority ?? 0, target: target.value };
    const placed = state.insert(row);
    if (!placed.ok) return `the row is refused: ${placed.reason}`;
    if (statement.id !== null) this.#rows.set(statement.id.replace(/^\$/, ""), placed.value);
    return undefined;
  }

  #register({ name, index, value }: Statement & { readonly kind: "register" }): string | undefined {
    this.#checks += 1;
    const { program, control } = this.#device;
    const registers = program.instances.filter(({ extern }) => extern === "register");
    const found = unique(registers, name, "register");
    if (!found.ok) return found.reason;
    const cell = control.register(found.value).read(index);
    if (cell === undefined) return `${name} has no cell ${index}`;
    return cell === value ? undefined : `${name}[${index}] is 0x${cell.toString(16)}`;
  }

  #queue({ port, priorities }: Statement & { readonly kind: "queue" }): string | undefined {
    this.#checks += 1;
    this.#device.drain();
    const left = this.#device.sent.filter((each) => each.port === port);
    const came = left.slice(this.#queueSeen.get(port)).map(({ priority }) => priority);
    this.#queueSeen.set(port, left.length);
    const isSo = came.join(" ") === priorities.join(" ");
    return isSo ? undefined : `port ${port} sent the priorities ${came.join(" ")}`;
  }

  #digest({ name, fields }: Statement & { readonly kind: "digest" }): string | undefined {
    this.#checks += 1;
    const next = this.#device.digests[this.#digestsSeen];
    if (name === null) return next === undefined ? undefined : `there is a digest ${next.name}`;
    if (next === undefined) return "there is no digest";
    this.#digestsSeen += 1;
    if (next.name !== name) return `the digest is ${next.name}`;
    const wrong = fields.find(({ value }, at) => next.values[at] !== value);
    if (wrong === undefined) return undefined;
    return `${wrong.name} is not so: the digest holds ${next.values.join(", ")}`;
  }
}

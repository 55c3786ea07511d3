/**
 * Whatever is judged: the reference in this process, a faulty one, later a process or a server.
 * It is asked one thing at a time and answers at once or by a promise. Nothing of the expected
 * answer ever reaches it: no trace id, no step count, no verdict.
 * @module
 */
import type { Json } from "../base/canonical.ts";

export type Hello = {
  readonly name: string;
  readonly version: string;
  /** The profiles it can be judged under. */
  readonly profiles: readonly string[];
};

/** What a subject is given to begin with; whatever it held before is gone. */
export type Setup = {
  /** A row of spec/profiles.json. */
  readonly profile: string;
  readonly genesis: Json;
  /** The secret it acts with: 32 bytes, lower-case hex. */
  readonly seed: string;
};

export type Message = { readonly type: string; readonly body: Json };

export type Reply = {
  /** `refused`, or what happened. */
  readonly outcome: string;
  /** The code of one guard that failed; only with `refused`. */
  readonly reason?: string;
  /** What leaves, in any order. */
  readonly emitted: readonly Message[];
};

export interface Subject {
  /** How many inputs may be asked before the first is answered; 1 if it does not say. */
  readonly window?: number;
  /** Whether it can be crashed and comes back; it can if it does not say. */
  readonly resumes?: boolean;
  hello(): Hello | Promise<Hello>;
  reset(setup: Setup): void | Promise<void>;
  /** One input with a concrete message, exactly as the vector has it. */
  apply(input: string, body: Json): Reply | Promise<Reply>;
  /** Everything the profile demands to be shown. */
  observe(): Json | Promise<Json>;
  /** Virtual time passes; what leaves by itself comes back. */
  advance(milliseconds: number): readonly Message[] | Promise<readonly Message[]>;
  /** It dies and comes back with what its store holds, nothing else. */
  crash(): void | Promise<void>;
  bye(): unknown;
}

/** A subject whose whole state can be read and put back, so that its graph can be explored. */
export interface OpenSubject extends Subject {
  /** The canonical bytes of everything it holds: all that can tell two of its states apart. */
  bytes(): Uint8Array;
  /** It goes on from these bytes, as after a crash. */
  restore(bytes: Uint8Array): void;
}

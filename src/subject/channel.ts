/**
 * How a subject is reached, as a conversation sees it: requests go out, replies come in as lines of
 * JSON whatever they were on the way, and one end. A process behind pipes is one, a server another.
 * @module
 */
import type { FaultData } from "../base/fault.ts";
import type { JsonObject, Request } from "../wire/adapter.ts";

/** A request that has been checked. */
export type Outgoing = {
  readonly seq: string;
  readonly verb: Request;
  readonly body: JsonObject;
  /** The canonical text of the body. */
  readonly text: string;
};

export type Listener = {
  /** One reply. */
  readonly line: (line: Buffer) => void;
  /** What came is no reply at all: `TooLong`, `NotProto`. */
  readonly wrong: (problem: string) => void;
  /** Nothing more comes, and why: a fault's code and facts. */
  readonly ended: (code: string, facts: FaultData) => void;
};

/** How it took its leave. */
export type Farewell = {
  readonly exits: boolean;
  /** 0 if it ended as it should. */
  readonly exit: number | null;
  /** Whether it left processes behind. */
  readonly left: boolean;
};

export interface Channel {
  /** A crash is done to it; where it cannot be, it is asked for. */
  readonly killable: boolean;
  /** Bytes of a reply that has not ended yet. */
  readonly open: number;
  /** The end of what it wrote for people. */
  readonly stderr: string;
  send(requests: readonly Outgoing[]): void;
  /** Nothing more is sent; waits so long for its own end. */
  leave(ms: number): Promise<Farewell>;
  /** Ends it at once, and returns when it is gone. */
  kill(): Promise<void>;
}

export type Opener = (listener: Listener) => Channel;

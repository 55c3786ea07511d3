/**
 * The stream `Subject.Run` of spec/flashmesh.proto, from both ends; the one door for gRPC. A client
 * is a channel: its server is not ours, so it cannot be killed, only left. A server answers with
 * whatever answers lines, so that both transports say the same. Neither end is encrypted.
 * @module
 */
import type { ClientDuplexStream, ServerDuplexStream, StatusObject } from "@grpc/grpc-js";
import { Client, credentials, Metadata, Server, ServerCredentials, status } from "@grpc/grpc-js";
import { Fault, InputFault } from "../base/fault.ts";
import type { JsonObject } from "../wire/adapter.ts";
import type { Proto } from "../wire/proto.ts";
import type { Channel, Farewell, Listener, Outgoing } from "./channel.ts";
import { waited } from "./process.ts";

export type Remoteness = {
  /** `HOST:PORT` */
  readonly address: string;
  readonly proto: Proto;
};

const asIs = (bytes: Buffer): Buffer => bytes;
const RUN = {
  path: "/flashmesh.v1.Subject/Run",
  requestStream: true,
  responseStream: true,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
};
/** No proxy of the environment, no shared connection, no second try that nobody counts. */
const PLAIN = {
  "grpc.use_local_subchannel_pool": 1,
  "grpc.enable_http_proxy": 0,
  "grpc.enable_retries": 0,
  "grpc.service_config_disable_resolution": 1,
  "grpc.initial_reconnect_backoff_ms": 50,
  "grpc.max_reconnect_backoff_ms": 500,
};
/** A cancelled call ends at once; one that does not is left behind. */
const CANCEL_MS = 200;

export class Stream implements Channel {
  readonly killable = false;
  readonly open = 0;
  readonly #proto: Proto;
  readonly #listener: Listener;
  readonly #client: Client;
  readonly #call: ClientDuplexStream<Buffer, Buffer>;
  readonly #gone: Promise<void>;
  #status: StatusObject | undefined;
  #heard = false;

  /** `again`: it has been there before, so it is waited for until it is back. */
  constructor(
    { address, proto }: Remoteness,
    { lineMax, again }: { readonly lineMax: number; readonly again: boolean },
    listener: Listener,
  ) {
    this.#proto = proto;
    this.#listener = listener;
    const limit = { "grpc.max_receive_message_length": lineMax };
    this.#client = new Client(address, credentials.createInsecure(), { ...PLAIN, ...limit });
    const metadata = new Metadata({ waitForReady: again });
    this.#call = this.#client.makeBidiStreamRequest(RUN.path, asIs, asIs, metadata);
    this.#call.on("data", (bytes: Buffer) => this.#message(bytes));
    // Told by its status, too.
    this.#call.on("error", () => undefined);
    this.#gone = new Promise((resolve) => {
      this.#call.on("status", (how: StatusObject) => {
        this.#status = how;
        this.#ended(how);
        resolve();
      });
    });
  }

  /** What the server said when it ended the stream. */
  get stderr(): string {
    return this.#status?.details.slice(0, 4096) ?? "";
  }

  send(requests: readonly Outgoing[]): void {
    for (const { seq, verb, body } of requests) {
      this.#call.write(Buffer.from(this.#proto.encode("Request", { seq, verb, body })));
    }
  }

  async leave(ms: number): Promise<Farewell> {
    this.#call.end();
    await Promise.race([this.#gone, waited(ms)]);
    const how = this.#status;
    return { exits: how !== undefined, exit: how?.code ?? null, left: false };
  }

  async kill(): Promise<void> {
    this.#call.cancel();
    await Promise.race([this.#gone, waited(CANCEL_MS)]);
    this.#client.close();
  }

  #message(bytes: Buffer): void {
    this.#heard = true;
    const read = this.#proto.decode("Reply", bytes);
    if (read.ok) this.#listener.line(Buffer.from(read.value));
    else this.#listener.wrong(read.reason);
  }

  #ended({ code, details }: StatusObject): void {
    // What grpc-js says of a message above the bound; a server that says the same has it so.
    if (code === status.RESOURCE_EXHAUSTED && details.includes("larger than max")) {
      return this.#listener.wrong("TooLong");
    }
    const facts = { status: status[code], why: details };
    const never = code === status.UNAVAILABLE && !this.#heard;
    this.#listener.ended(never ? "SubjectUnreachable" : "StreamEnded", facts);
  }
}

/** One who answers lines, for as long as one stream lasts. */
export type Answerer = {
  /** No line: nothing is said, and the stream ends. Throws a Fault for what is no request. */
  readonly answer: (line: string) => { readonly line?: string; readonly last: boolean };
};

export type Service = { readonly port: number; readonly close: () => void };

/** Serves each stream with a fresh answerer. `port` 0 is any that is free. */
export async function serveStreams(
  host: string,
  port: number,
  { proto, lineMax }: { readonly proto: Proto; readonly lineMax: number },
  answerer: () => Answerer,
): Promise<Service> {
  const server = new Server({ "grpc.max_receive_message_length": lineMax });
  const run = (call: ServerDuplexStream<Buffer, Buffer>): void => serve(call, proto, answerer());
  server.addService({ Run: RUN }, { Run: run });
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${host}:${port}`, ServerCredentials.createInsecure(), (error, at) => {
      if (error === null) return resolve(at);
      reject(new InputFault("PortUnusable", { port, why: error.message }, { cause: error }));
    });
  });
  return { port: bound, close: () => server.forceShutdown() };
}

function serve(call: ServerDuplexStream<Buffer, Buffer>, proto: Proto, answerer: Answerer): void {
  let over = false;
  const end = (): void => {
    over = true;
    call.end();
  };
  call.on("error", () => {
    over = true;
  });
  call.on("end", () => {
    if (!over) end();
  });
  call.on("data", (bytes: Buffer) => {
    if (over) return;
    try {
      const request = proto.decode("Request", bytes);
      if (!request.ok) throw new Fault("RequestWrong", { line: request.reason });
      const { line, last } = answerer.answer(request.value);
      if (line !== undefined) {
        const reply: JsonObject = JSON.parse(line);
        call.write(Buffer.from(proto.encode("Reply", reply)));
      }
      if (last) end();
    } catch (cause) {
      over = true;
      const isFault = cause instanceof Fault;
      const details = cause instanceof Error ? cause.message : String(cause);
      call.emit("error", { code: isFault ? status.INVALID_ARGUMENT : status.INTERNAL, details });
    }
  });
}

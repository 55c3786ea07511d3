/**
 * What a switch and its controller are asked. In: the name of an input and its JSON. Out: the
 * input. Whoever asks this is the judge and no stranger, so what is malformed is a fault of his;
 * a frame may hold anything.
 * @module
 */
import { fromHex } from "../base/bytes.ts";
import { InputFault } from "../base/fault.ts";
import { integer, record, spelled, text } from "../protocol/shape.ts";
import type { Reader } from "../protocol/shape.ts";
import { port } from "./genesis.ts";

export type Input =
  | {
      readonly input: "Packet";
      readonly port: number;
      /** In 65536ths: what the controller has set when it comes in. */
      readonly chance: number;
      readonly frame: Uint8Array;
    }
  | { readonly input: "Elapse"; readonly microseconds: number }
  /** The controller begins the next generation of the bloom filter. */
  | { readonly input: "Rotate" }
  /** The registers are empty; the controller sets the same things again. */
  | { readonly input: "Reboot" };

const ALWAYS = 65_536;
/** A switch takes no longer frame, nor time that a clock of 48 bits does not hold. */
const FRAME_DIGITS_MAX = 2 * 65_536;
const MICROSECONDS_MAX = 2 ** 40;

const isHex = spelled<string>(/^(?:[0-9a-f]{2})*$/, ({ length }) => length <= FRAME_DIGITS_MAX);
const readPacket = record<{ port: number; chance: number; frame: string }>("DP-1", {
  port: port("DP-1"),
  chance: integer("DP-12", 0, ALWAYS),
  frame: text("DP-1", isHex, "NotHex"),
});
const readElapse = record<{ microseconds: number }>("DP-12", {
  microseconds: integer("DP-12", 1, MICROSECONDS_MAX),
});
const readNothing = record<object>("DP-10", {});

/** Throws an InputFault for an input that there is not, or of another shape. */
export function inputOf(input: string, body: unknown): Input {
  switch (input) {
    case "Packet": {
      const { port: at, chance, frame } = whole(input, readPacket, body);
      return { input, port: at, chance, frame: fromHex(frame) ?? new Uint8Array() };
    }
    case "Elapse":
      return { input, ...whole(input, readElapse, body) };
    case "Rotate":
    case "Reboot":
      whole(input, readNothing, body);
      return { input };
    default:
      throw new InputFault("InputUnknown", { input });
  }
}

function whole<Fact>(input: string, reader: Reader<Fact>, body: unknown): Fact {
  const read = reader(body, "");
  if (!read.ok) throw new InputFault("InputMalformed", { input, ...read.reason });
  return read.value;
}

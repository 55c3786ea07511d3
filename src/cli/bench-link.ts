/**
 * Two sockets on 127.0.0.1 with something between them. In: what stands in the middle, packets.
 * Out: how many of them, or of what the middle lets through, were lost.
 * @module
 */
import { createSocket, type Socket } from "node:dgram";
import type { Link, Middle } from "../bench/loopback.ts";

/** Packets on their way at once: as many as a socket's buffer surely holds. */
const BURST = 32;
/** What is missing is lost when nothing has come for so many waits of so many milliseconds. */
const WAIT = 100;
/** More than one: after a standstill of the whole process the timer comes before the packets. */
const WAITS_MAX = 3;

export type OpenLink = Link & { readonly close: () => void };

export async function openLink(): Promise<OpenLink> {
  const [near, far] = [await bound(), await bound()];
  const exchange = async (packets: readonly Uint8Array[], middle: Middle): Promise<number> => {
    let lost = 0;
    for (let from = 0; from < packets.length; from += BURST) {
      lost += await burst(packets.slice(from, from + BURST), middle, { near, far });
    }
    return lost;
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    // One after another, whatever the caller does: the benchmark library begins one call more
    // before it has awaited the first, and both would take each other's packets.
    exchange: (packets, middle) => {
      const next = last.then(() => exchange(packets, middle));
      last = next;
      return next;
    },
    close: () => {
      near.close();
      far.close();
    },
  };
}

type Ends = { readonly near: Socket; readonly far: Socket };

function burst(packets: readonly Uint8Array[], middle: Middle, ends: Ends): Promise<number> {
  const { near, far } = ends;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let [arrived, replied, back] = [0, 0, 0];
  let waits = 0;
  const end = (): void => {
    clearInterval(timer);
    near.removeAllListeners();
    far.removeAllListeners();
    resolve(packets.length - arrived + replied - back);
  };
  const timer = setInterval(() => {
    waits += 1;
    if (waits >= WAITS_MAX) end();
  }, WAIT);
  const seen = (): void => {
    waits = 0;
    if (arrived >= packets.length && back >= replied) end();
  };
  far.on("message", (packet) => {
    arrived += 1;
    middle(packet, (bytes, length) => {
      replied += 1;
      // The socket may send later, and the middle uses its buffer again: so it is copied.
      far.send(Buffer.from(bytes.subarray(0, length)), near.address().port, HERE);
    });
    seen();
  });
  near.on("message", () => {
    back += 1;
    seen();
  });
  for (const socket of [near, far]) socket.on("error", reject);
  for (const packet of packets) near.send(packet, far.address().port, HERE);
  return promise;
}

const HERE = "127.0.0.1";

function bound(): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = createSocket("udp4");
  socket.once("error", reject);
  socket.bind(0, HERE, () => {
    socket.removeAllListeners("error");
    resolve(socket);
  });
  return promise;
}

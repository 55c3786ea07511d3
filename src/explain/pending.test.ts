/** What waits, and what is said to who waits, is told in the words of the model. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ready } from "../replay/corpus.ts";
import { replay } from "../replay/replay.ts";
import { FAULTY } from "../subject/faulty/all.ts";
import { Reference, runSignatures } from "../subject/reference.ts";
import { read } from "../vector/read.ts";
import { NO_CONSEQUENCES } from "./consequences.ts";
import { Explainer } from "./explain.ts";
import { namedCase } from "./named.ts";

const NAME = "pending/GenPending";
const text = readFileSync(new URL(`../../conformance/traces/${NAME}.ndjson`, import.meta.url));
const corpus = ready(read(text.toString("utf8"), NAME));
const signatures = runSignatures();

async function explained(fault: string, inputs: string) {
  const faults = FAULTY.find(({ name }) => name === fault)?.faults;
  const subject = new Reference(signatures, faults);
  const of = namedCase(`GenPending:new:${inputs}`, [corpus]);
  const found = await replay(of.corpus, of.trace, subject);
  if (found.kind !== "diverges") throw new Error("it was meant to diverge");
  const explainer = new Explainer({ subject, consequences: NO_CONSEQUENCES, again: () => "" });
  const how = await explainer.explain(of, found);
  if (how.kind !== "explained") throw new Error("it was meant to diverge again");
  return how.explanation;
}

test("an order too many is told with those that wait, and how many may", async () => {
  const inputs = "Pend.a0c1e1.3,Pend.a1c1e1.3,Pend.a0c1e0.3";
  const { guard, transcript } = await explained("WithoutPendingFull", inputs);
  expect(guard?.name).toMatch(/^PD10 in PendGuards is false: /);
  expect(guard?.values).toEqual([
    "o = a0c1e0: alice -> carol 1, nonce 0, epoch 0, issued +2 ms, ttl 2 ms",
    "queue_max = 2",
    "pending = a0c1 (until +4 ms), a1c1 (until +4 ms)",
  ]);
  const labels = transcript?.map(({ label }) => label);
  expect(labels).toContain("word of c1: a0c1 waits until +4 ms");
});

test("a notice is told with its reasons", async () => {
  const moved = "RecordOwnershipProof.alice0.0,OpenAccount.next.0";
  const inputs = `Pend.a0c1e0.3,${moved},Activate.alice.4`;
  const { came, allowed } = await explained("OneReasonIsEnough", inputs);
  expect(came).toBe("activated; sent word of c1: a0c1e0 lapses: WrongEpoch");
  expect(allowed).toBe("activated; sent word of c1: a0c1e0 lapses: WrongEpoch, OrderExpired");
});

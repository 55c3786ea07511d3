import { expect, test } from "vitest";
import { idsOf, type Identified } from "./ids.ts";

const annotated = (id: bigint) => [{ name: "id", values: [id], text: String(id) }];

function thing(kind: Identified["kind"], name: string, id?: bigint): Identified {
  return { kind, name, annotations: id === undefined ? [] : annotated(id) };
}

test("without an @id, a name has the id that everybody's compiler gives it", () => {
  // The id of NoAction in any P4Info file of v1model.
  expect(idsOf([thing("action", "NoAction")])).toEqual({ ok: true, value: [21257015] });
});

test("an @id is kept, with the kind's byte before it or without", () => {
  const ids = idsOf([thing("table", "t", 5n), thing("register", "r", 0x16000007n)]);
  expect(ids).toEqual({ ok: true, value: [0x02000005, 0x16000007] });
});

test("two of one id, and an id of another kind, are errors", () => {
  expect(idsOf([thing("table", "t", 5n), thing("table", "u", 5n)])).toMatchObject({ ok: false });
  expect(idsOf([thing("table", "t", 0x16000007n)])).toMatchObject({ ok: false });
});

test("a name whose hash is taken goes to the next id", () => {
  const ids = idsOf([
    thing("action", "other", BigInt(21257015 & 0xffffff)),
    thing("action", "NoAction"),
  ]);
  expect(ids).toEqual({ ok: true, value: [21257015, 21257016] });
});

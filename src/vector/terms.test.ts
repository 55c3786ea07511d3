import { expect, test } from "vitest";
import { parse } from "../value/parse.ts";
import { print } from "../value/print.ts";
import { TermWriter, termReader } from "./terms.ts";

const ORDER = '[nonce |-> 0, sender |-> "alice"]';
const VOTE = `[authority |-> "a1", core |-> ${ORDER}]`;

test("a record inside a value is told once, before whoever names it", () => {
  const writer = new TermWriter();
  expect(writer.tell(parse(`[locks |-> {${ORDER}}, votes |-> <<${VOTE}, ${VOTE}>>]`))).toBe(
    "[locks |-> {t1}, votes |-> <<t2, t2>>]",
  );
  expect(writer.name(parse(VOTE))).toBe("t2");
  expect(writer.lines()).toEqual([
    { kind: "term", id: 1, value: ORDER },
    { kind: "term", id: 2, value: '[authority |-> "a1", core |-> t1]' },
  ]);
});

test("what was told is read again, whatever it is made of", () => {
  const values = [
    "1",
    '"t1"',
    "TRUE",
    "<<>>",
    `{${VOTE}, ${ORDER}, [nonce |-> 10, sender |-> "alice"]}`,
    `(1 :> ${VOTE} @@ 3 :> {${ORDER}})`,
  ].map((text) => parse(text));
  const writer = new TermWriter();
  const told = values.map((value) => writer.tell(value));
  const read = termReader(writer.lines());
  expect(told.map((text) => print(read(text)))).toEqual(values.map(print));
});

test("a model value that is called like a term is our mistake", () => {
  expect(() => new TermWriter().tell(parse("{t1}"))).toThrow(/called like a term/);
});

test("a name that no term has before it stays a name", () => {
  const read = termReader([{ kind: "term", id: 1, value: "[a |-> t1, b |-> t2]" }]);
  expect(print(read("<<t1, t7>>"))).toBe("<<[a |-> t1, b |-> t2], t7>>");
});

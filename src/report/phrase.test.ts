import { expect, test } from "vitest";
import { parse } from "../value/parse.ts";
import { diff } from "../value/diff.ts";
import { changeInWords, deed, phrase } from "./phrase.ts";

const CORE =
  'network |-> "n", sender |-> "alice", recipient |-> "bob", ' +
  "amount |-> 1, nonce |-> 0, epoch |-> 0";
const ORDER = `[form |-> "good", ${CORE}, issued_at |-> 2, ttl |-> 2, sender_sig |-> "alice"]`;
const VOTE =
  `[core_digest |-> [${CORE}], nonce |-> 0, epoch |-> 0, ttl |-> 2, authority |-> "b1", ` +
  'committee |-> "home", authority_sig |-> "b1"]';

test.each([
  ["1", "1"],
  ['{"a", "b"}', '{"a", "b"}'],
  [ORDER, "order alice -> bob 1 (nonce 0, epoch 0, issued 2, ttl 2)"],
  [
    ORDER.replace('sender_sig |-> "alice"', 'sender_sig |-> "eve"').replace("good", "extra"),
    "order alice -> bob 1 (nonce 0, epoch 0, issued 2, ttl 2, signature eve, form extra)",
  ],
  [VOTE, "vote of b1 for core alice -> bob 1 (nonce 0, epoch 0), committee home, ttl 2"],
  [
    `[form |-> "good", order |-> ${ORDER}, votes |-> <<${VOTE}>>]`,
    "certificate of order alice -> bob 1 (nonce 0, epoch 0, issued 2, ttl 2), voted by b1",
  ],
  [
    `[account |-> "alice", epoch |-> 1, committee |-> "home", balance |-> 2, next_nonce |-> 1, ` +
      `escrow |-> {[nonce |-> 0, amount |-> 1, claims |-> {}]}, applied |-> {}, credited |-> {}]`,
    "opening of alice in epoch 1 at home: balance 2, escrow {1 at nonce 0 for {}}, next_nonce 1",
  ],
  [
    `[account |-> "alice", epoch |-> 0, to |-> "next", opening |-> "o", certificates |-> {}, ` +
      `locks |-> {${ORDER}}, authority |-> a1, authority_sig |-> a1]`,
    "release of a1: alice leaves epoch 0 for next, with locks " +
      "{order alice -> bob 1 (nonce 0, epoch 0, issued 2, ttl 2)}",
  ],
  [
    `[checkpoint |-> [seq |-> 2, account |-> "alice", epoch |-> 0, owner |-> "o1", ` +
      "balance |-> 3, next_nonce |-> 0, reserved |-> {}, escrow |-> {}], " +
      'witness |-> "w1", form |-> "good"]',
    "acknowledgement of w1: checkpoint 2 of o1 (balance 3, next_nonce 0)",
  ],
  [
    '[account |-> "alice", epoch |-> 0, to |-> "next", controller |-> "c", controller_sig |-> "c"]',
    "takeover of alice of epoch 0 to next by c",
  ],
  [
    '[owner |-> "o1", window |-> 1, budget |-> 2, witness |-> "w1"]',
    "grant of o1 to w1 (window 1, budget 2)",
  ],
  [
    '[version |-> 2, controllers |-> "later", previous |-> {1, 2}, freezes |-> {}]',
    "bundle v2 (controllers later)",
  ],
  [
    `[order |-> ${ORDER}, votes |-> {}]`,
    "order alice -> bob 1 (nonce 0, epoch 0, issued 2, ttl 2), voted by nobody",
  ],
  [
    `[core_digest |-> "c", until |-> 4, authority |-> a1, authority_sig |-> a1]`,
    "word of a1: c waits until 4",
  ],
  [
    `[core_digest |-> "c", reasons |-> {"VF12"}, authority |-> a1, authority_sig |-> a1]`,
    'word of a1: c lapses by {"VF12"}',
  ],
  ['[account |-> "alice", epoch |-> 1, committee |-> "home"]', "home owns alice in epoch 1"],
  [
    "[balance |-> 2, locks |-> {}, frozen |-> TRUE, next_nonce |-> 0, evidence |-> {}]",
    "{balance 2, frozen TRUE, next_nonce 0}",
  ],
])("%s is told in the protocol's words", (value, words) => {
  expect(phrase(parse(value))).toBe(words);
});

const auth = (locks: string, applied: string) =>
  parse(`[a1 |-> [shards |-> [alice |-> [locks |-> ${locks}, applied |-> ${applied}]]]]`);

test("a lock that is given up is a deed, one that is paid is not", () => {
  const lapsed = diff(auth(`{${ORDER}}`, "{}"), auth("{}", "{}"), "auth");
  expect(deed(lapsed)).toBe("a1 gives up order alice -> bob 1 (nonce 0, epoch 0, issued 2, ttl 2)");
  const paid = diff(auth(`{${ORDER}}`, "{}"), auth("{}", '{"p"}'), "auth");
  expect(deed(paid)).toBe('a1 debits "p"');
});

test("what is sent is a deed; a number that grows has no name", () => {
  expect(deed(diff(parse("{}"), parse(`{${VOTE}}`), "net"))).toMatch(/^vote of b1 .* is sent$/);
  const [grown, ...more] = diff(parse("1"), parse("2"), "now");
  expect(more).toEqual([]);
  expect(grown && changeInWords(grown)).toBe("now: 1 becomes 2");
  expect(deed(diff(parse("1"), parse("2"), "now"))).toBeUndefined();
});

test("a member that is a value of the model is called by its name, as others are", () => {
  const before = '(a1 :> [shards |-> [alice |-> [locks |-> {}]]] @@ a2 :> "idle")';
  const after = before.replace("{}", `{${ORDER}}`);
  expect(deed(diff(parse(before), parse(after), "auth"))).toBe(
    "a1 locks order alice -> bob 1 (nonce 0, epoch 0, issued 2, ttl 2)",
  );
});

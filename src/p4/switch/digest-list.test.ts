import { describe, expect, test } from "vitest";
import { DigestLists, type DigestConfig } from "./digest-list.ts";

/** Lists as "id@time: entries". */
function lists(config: DigestConfig): { sent: string[]; digests: DigestLists } {
  const sent: string[] = [];
  const digests = new DigestLists(config, ({ id, atUs, entries }) => {
    sent.push(`${id}@${atUs}: ${entries.map((entry) => entry.join(",")).join(" ")}`);
  });
  return { sent, digests };
}

describe("digest lists", () => {
  test("a list leaves when it is full, or when its first entry is old enough", () => {
    const { sent, digests } = lists({ maxTimeoutUs: 100, maxListSize: 3, ackTimeoutUs: 0 });
    for (const [value, at] of [
      [1n, 0],
      [2n, 99],
      [3n, 100],
      [4n, 110],
      [4n, 120],
    ] as const) {
      digests.add([value, 7n], at);
    }
    digests.add([6n, 7n], 121);
    digests.advance(220);
    expect(sent).toEqual(["1@100: 1,7 2,7", "2@120: 3,7 4,7 4,7"]);
    digests.advance(221);
    expect(sent.at(-1)).toBe("3@221: 6,7");
  });

  test("without a timeout each leaves at once; without awaiting nothing is suppressed", () => {
    const { sent, digests } = lists({ maxTimeoutUs: 0, maxListSize: 0, ackTimeoutUs: 0 });
    for (const at of [1, 2]) digests.add([9n], at);
    expect(sent).toEqual(["1@1: 9", "2@2: 9"]);
  });

  test("what a gathered or awaited list says is said again only after its ack or timeout", () => {
    const { sent, digests } = lists({ maxTimeoutUs: 10, maxListSize: 2, ackTimeoutUs: 50 });
    digests.add([1n], 0);
    digests.add([1n], 1);
    digests.add([2n], 2);
    digests.add([2n], 3);
    digests.acknowledge(77);
    digests.add([1n], 4);
    digests.advance(51);
    expect(sent).toEqual(["1@2: 1 2"]);
    digests.acknowledge(1);
    digests.add([1n], 51);
    digests.advance(61);
    expect(sent.slice(1)).toEqual(["2@61: 1"]);
    digests.add([1n], 110);
    digests.add([1n], 111);
    digests.advance(200);
    expect(sent.slice(2)).toEqual(["3@121: 1"]);
  });
});

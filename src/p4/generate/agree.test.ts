import fc from "fast-check";
import { expect, test } from "vitest";
import { toHex } from "../../base/bytes.ts";
import { randomProgram } from "../check/random-program.ts";
import type { BackEnd } from "../engine.ts";
import { interpret } from "../interpret/interpret.ts";
import { programText, Rig } from "../interpret/rig.ts";
import { generate } from "./generate.ts";
import { Choices, KINDS, PACKET_BYTES, randomParts, typeOf } from "./random-program.ts";
import { nameBefore, withDeadCode, withOtherNames, withTemporaries } from "./rewrite.ts";

/**
 * Everything that can be seen of a program after some packets. `nameOf` gives what a name was
 * before somebody changed it.
 */
function seen(
  backEnd: BackEnd,
  text: string,
  packets: readonly Uint8Array[],
  nameOf: (name: string) => string = (name) => name,
): unknown {
  const rig = new Rig(backEnd, text);
  const errors = packets.map((bytes) => {
    rig.packet(toHex(bytes), { port: 3, atUs: rig.switch.nowUs + 7_000_000_000 });
    return nameOf(rig.parserError);
  });
  const { control } = rig.switch;
  return {
    sent: rig.sent,
    digests: rig.digests.map(nameOf),
    // Where a line of the log comes from is not what the program does.
    lines: rig.lines.map((line) => nameOf(line).replace(/^\S+:\d+: /, "")),
    errors,
    registers: [...control.registers.values()].map((register) => [
      nameOf(register.instance.name),
      ...Array.from({ length: register.size }, (_, at) => register.read(at)),
      register.outOfRange,
    ]),
    counters: [...control.counters.values()].map(({ packets: all, bytes }) => [...all, ...bytes]),
    rows: [...control.tables.values()].map(({ rows }) =>
      rows.map((row) => [row.packets, row.bytes]),
    ),
  };
}

const PACKET = fc
  .tuple(
    fc.noBias(fc.uint8Array({ minLength: PACKET_BYTES, maxLength: PACKET_BYTES })),
    fc.constantFrom(PACKET_BYTES, PACKET_BYTES - 1, 0, 40, 130, 250, 290),
    fc.boolean(),
  )
  .map(([bytes, length, zero]) => (zero ? bytes.fill(0, 0, 200) : bytes).slice(0, length));

// Without bias: small numbers are plain choices, and plain programs agree.
const NUMBERS = fc.noBias(fc.array(fc.nat({ max: 65_535 }), { maxLength: 1500, size: "max" }));

const WRITERS = {
  widths: (choices: Choices) => programText(randomParts(choices)),
  shapes: (choices: Choices) => randomProgram((options) => choices.below(options)),
} as const;

test.each(["widths", "shapes"] as const)(
  "both back ends agree on any well-typed program of all %s",
  (writer) => {
    fc.assert(
      fc.property(NUMBERS, fc.array(PACKET, { minLength: 1, maxLength: 4 }), (numbers, packets) => {
        const text = WRITERS[writer](new Choices(numbers));
        expect(seen(generate, text, packets), text).toEqual(seen(interpret, text, packets));
      }),
      { numRuns: 25 },
    );
  },
);

// Without an oracle: what changes nothing in the meaning of a program changes nothing in what it
// does, whatever both back ends and the checker before them have in common.
test.each([
  ["dead code", "widths", withDeadCode],
  ["dead code", "shapes", withDeadCode],
  ["temporaries", "widths", withTemporaries],
  ["temporaries", "shapes", withTemporaries],
  ["other names", "widths", withOtherNames],
  ["other names", "shapes", withOtherNames],
] as const)("%s change nothing in programs of all %s", (_, writer, rewrite) => {
  fc.assert(
    fc.property(NUMBERS, fc.array(PACKET, { minLength: 1, maxLength: 3 }), (numbers, packets) => {
      const text = WRITERS[writer](new Choices(numbers));
      const other = rewrite(text);
      expect(other).not.toBe(text);
      const want = seen(interpret, text, packets);
      expect(seen(generate, other, packets, nameBefore), other).toEqual(want);
    }),
    { numRuns: 10 },
  );
});

/** A program that puts x and y, and every operator on them, side by side. */
function operators(kind: (typeof KINDS)[number]): string {
  const type = typeOf(kind);
  const { width } = kind;
  const numbers = [
    ...["+", "-", "*", "&", "|", "^", "|+|", "|-|"].map(
      (operator) => `hdr.h.x ${operator} hdr.h.y`,
    ),
    "-hdr.h.x",
    "~hdr.h.x",
    "hdr.h.x << hdr.h.n",
    "hdr.h.x >> hdr.h.n",
    ...[1, 31, 32, 33, width - 1, width].flatMap((by) => [`hdr.h.x << ${by}`, `hdr.h.x >> ${by}`]),
  ];
  const truths = ["<", "<=", ">", ">=", "==", "!="].map(
    (operator) => `(bit<1>)(hdr.h.x ${operator} hdr.h.y)`,
  );
  const casts = [8, 31, 32, 33, 48, 64, 65].map((to) => `${kind.name}<${to}>`);
  const fields = [...numbers.map(() => type), ...truths.map(() => "bit<1>"), ...casts];
  const values = [...numbers, ...truths, ...casts.map((to) => `(${to})hdr.h.x`)];
  const bits = numbers.length * width + truths.length + 281;
  return programText({
    headers: `header h_t { ${type} x; ${type} y; bit<8> n; bit<${16 - ((2 * width) % 8)}> rest; }
      header r_t { ${fields.map((field, at) => `${field} f${at};`).join(" ")}
        bit<${16 - (bits % 8)}> rest; }
      struct Headers { h_t h; r_t r; }`,
    ingress: `hdr.r = { ${values.join(", ")}, 0 };`,
  });
}

test.each(KINDS)("both back ends agree on every operator of $name<$width>", (kind) => {
  const text = operators(kind);
  const [slow, fast] = [new Rig(interpret, text), new Rig(generate, text)];
  const bytes = fc.constantFrom(0, 0xff, 0x7f, 0x80, 1, 0xfe, 0x55);
  const packet = fc.array(fc.oneof(bytes, fc.nat({ max: 255 })), { minLength: 36, maxLength: 36 });
  fc.assert(
    fc.property(packet, (values) => {
      const hex = toHex(Uint8Array.from(values));
      expect(fast.packet(hex)).toEqual(slow.packet(hex));
    }),
    { numRuns: 200 },
  );
});

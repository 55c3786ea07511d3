/**
 * For tests: random well-typed programs as P4 text. In: a source of choices, numbers that mean
 * nothing by themselves; a choice of 0 is always the plainest, so that a shorter and smaller list
 * of numbers is a smaller program. Out: the parts of a program for the rig.
 * @module
 */
import type { Parts } from "../interpret/rig.ts";

/** Gives the next choice, from 0 to `options - 1`; 0 for ever once the list has ended. */
export class Choices {
  readonly #numbers: readonly number[];
  #at = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  below(options: number): number {
    return (this.#numbers[this.#at++] ?? 0) % options;
  }

  of<Option>(first: Option, ...others: readonly Option[]): Option {
    return [first, ...others][this.below(others.length + 1)] ?? first;
  }

  /** Runs one of these; the first is the plainest. */
  run<Made>(first: () => Made, ...others: readonly (() => Made)[]): Made {
    return this.of(first, ...others)();
  }
}

type Kind = { readonly name: "bit" | "int"; readonly width: number };

const WIDTHS = [8, 1, 3, 9, 16, 31, 32, 33, 47, 48, 63, 64, 65, 128];
const bit = (width: number): Kind => ({ name: "bit", width });
export const KINDS: readonly Kind[] = [
  ...WIDTHS.map(bit),
  ...[8, 9, 32, 33, 64, 65].map((width): Kind => ({ name: "int", width })),
];
/** What a place in the program may do. */
type Scope = { readonly exits: boolean; readonly tables: boolean; readonly calls: boolean };

const FIELDS = KINDS.map((kind) => `${typeOf(kind)} ${fieldOf(kind)};`).join(" ");
const METADATA = KINDS.map((kind) => `meta.${fieldOf(kind)}`).join(", ");
/** User metadata begins as something, or operators would meet zeros only. */
const BEGIN = KINDS.map(fieldOf)
  .map((field) => `meta.${field} = hdr.h.${field};`)
  .join(" ");
const TOTAL = KINDS.reduce((sum, { width }) => sum + width, 0);
const HEADERS = `header h_t { ${FIELDS} bit<${8 - (TOTAL % 8)}> rest; }
  header e_t { bit<8> b8; bit<32> b32; bit<64> b64; } header u_t { bit<16> b16; }
  header_union un_t { e_t e; u_t u; }
  struct Headers { h_t h; h_t g; e_t[3] s; un_t un; h_t m; }`;
/** Bytes that the parser reads if nothing stops it. */
export const PACKET_BYTES = Math.ceil(TOTAL / 8) * 2 + 3 * 13 + 16;

export function typeOf(kind: Kind): string {
  return `${kind.name}<${kind.width}>`;
}

function fieldOf(kind: Kind): string {
  return `${kind.name === "bit" ? "b" : "i"}${kind.width}`;
}

export function randomParts(choices: Choices): Parts {
  const writer = new Writer(choices);
  const plain: Scope = { exits: false, tables: false, calls: true };
  const body = (scope: Scope): string => writer.statements(scope, 3);
  // What matters most has the first choices: the list may end early.
  const ingress = BEGIN + body({ exits: true, tables: true, calls: true });
  return {
    ingress,
    parser: writer.parser(),
    ingressLocals: writer.locals(),
    egress: writer.local("egress") + body({ ...plain, exits: true }),
    // Nothing stays unseen: user metadata leaves with the packet.
    compute: `${writer.checksum()} hdr.m = { ${METADATA}, 0 };`,
    top: KINDS.map((kind) => writer.helper(kind)).join("\n"),
    headers: HEADERS,
    meta: `${FIELDS} e_t kept; bit<2> index;`,
  };
}

class Writer {
  readonly #choices: Choices;

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  /** A function of this kind: every program has all of them, mostly of the plainest body. */
  helper(kind: Kind): string {
    const type = typeOf(kind);
    const names = `inout ${type} x, in ${type} y, out ${type} z`;
    const value = (): string => this.#local(kind, ["x", "y", "z"]);
    return `${type} f_${fieldOf(kind)}(${names}) {
      z = ${value()}; x = ${value()}; ${this.#choices.of("", `if (x == y) { return ${value()}; }`)}
      z = ${this.#choices.of("z", "x", "y")}; return ${value()}; }`;
  }

  #local(kind: Kind, [first = "", ...names]: readonly string[]): string {
    const name = (): string => this.#choices.of(first, ...names);
    const operator = (): string => this.#choices.of("+", "-", "*", "&", "|", "^", "|+|", "|-|");
    return this.#choices.run(
      name,
      () => `(${name()} ${operator()} ${name()})`,
      () => `(${name()} ${this.#choices.of("<<", ">>")} ${this.#literal(bit(8))})`,
      () => this.#literal(kind),
    );
  }

  statements(scope: Scope, depth: number): string {
    let text = "";
    for (let left = this.#choices.below(4 + 3 * depth); left > 0; left -= 1) {
      text += `${this.#statement(scope, depth)}\n`;
    }
    return text;
  }

  #statement(scope: Scope, depth: number): string {
    const { of, below } = bound(this.#choices);
    const block = (): string => `{ ${depth > 0 ? this.statements(scope, depth - 1) : ""} }`;
    const kind = this.#kind();
    const assign = (): string => {
      const [target, of_] = this.#target();
      return `${target} = ${this.#value(of_, scope, 2)};`;
    };
    return this.#choices.run(
      assign,
      assign,
      assign,
      assign,
      assign,
      () => `if (${this.#truth(scope, depth)}) ${block()} else ${block()}`,
      () => `${this.#call(kind, scope, depth)};`,
      () => `${of("hdr.h", "hdr.g", "hdr.s[1]", "hdr.un.e")}.${of("setValid", "setInvalid")}();`,
      () => `hdr.s.${of("push_front", "pop_front")}(${below(3) + 1});`,
      () =>
        of(
          "hdr.g = hdr.h;",
          "hdr.s[0] = hdr.s[2];",
          "hdr.un.u = { 16w0x1234 };",
          "meta.kept = hdr.s[meta.index];",
          "hdr.s[meta.index] = meta.kept;",
          "hdr.un.e = meta.kept;",
        ),
      () => this.#extern(scope, depth),
      () => `for (bit<8> n in 8w1 .. 8w${below(4)}) ${block()}`,
      () =>
        `switch (meta.b8) { 8w0: ${block()} 8w1: 8w${below(250) + 2}: ${block()}
          default: ${block()} }`,
      () =>
        scope.tables ? of("t_exact.apply();", "t_lpm.apply();", "t_ranked.apply();") : assign(),
      () =>
        scope.tables
          ? `switch (t_ranked.apply().action_run) { a_set: ${block()} default: ${block()} }`
          : assign(),
      () =>
        scope.tables
          ? `a_two(${of("hdr.h", "meta")}.b33, ${this.#value(bit(33), scope, 2)});`
          : assign(),
      () => (scope.exits ? of(assign(), "exit;", "return;", assign()) : assign()),
    );
  }

  #extern(scope: Scope, depth: number): string {
    const { of } = bound(this.#choices);
    const kind = this.#kind();
    const [type, field] = [typeOf(kind), fieldOf(kind)];
    const value = (): string => this.#value(kind, scope, depth);
    const index = of("32w0", "32w3", "(bit<32>)meta.index", "32w9");
    if (!scope.exits) return `meta.${field} = ${value()};`;
    const algorithm = of("crc32", "crc16", "csum16", "xor16", "identity");
    return this.#choices.run(
      () => (scope.tables ? `r_${field}.read(meta.${field}, ${index});` : ""),
      () => (scope.tables ? `r_${field}.write(${index}, ${value()});` : ""),
      () =>
        kind.name === "bit"
          ? `hash<${type}, bit<16>, tuple<${type}, bit<9>>, bit<32>>(meta.${field},
              HashAlgorithm.${algorithm}, 16w7, { ${value()}, meta.b9 },
              32w${of("0", "1", "97", "65536")});`
          : "",
      () =>
        kind.name === "bit" ? `random<${type}>(meta.${field}, 0, ${this.#literal(kind)});` : "",
      () => (scope.tables ? `digest<e_t>(1, hdr.s[${of("0", "1")}]);` : ""),
      () => (scope.tables ? `c.count(${index});` : ""),
      () => `truncate(${of("32w40", "32w3", "(bit<32>)meta.b8")});`,
      () => "mark_to_drop(sm);",
      () => "sm.egress_spec = meta.b9 & 0x0ff;",
    );
  }

  #kind(): Kind {
    return this.#choices.of(bit(8), ...KINDS);
  }

  /** An l-value and its kind. */
  #target(): readonly [string, Kind] {
    const kind = this.#kind();
    const field = fieldOf(kind);
    const { width } = kind;
    const { of, below } = bound(this.#choices);
    return this.#choices.run<readonly [string, Kind]>(
      () => [`meta.${field}`, kind],
      () => [`hdr.${of("h", "g")}.${field}`, kind],
      () => {
        const low = below(width);
        const high = low + below(width - low);
        return [`${of("meta", "hdr.h", "hdr.g")}.${field}[${high}:${low}]`, bit(high - low + 1)];
      },
      () => [`hdr.s[${of("0", "2", "meta.index", "meta.b8")}].${of("b8")}`, bit(8)],
      () => [`hdr.s[meta.index].b64`, bit(64)],
      () => ["hdr.un.e.b32", bit(32)],
      () => ["meta.index", bit(2)],
    );
  }

  #literal(kind: Kind): string {
    const word = BigInt(this.#choices.below(65_536));
    const { width, name } = kind;
    const wide = this.#choices.of(
      word,
      (1n << BigInt(width)) - 1n - word,
      word << BigInt(Math.floor(width / 2)),
    );
    const value = BigInt.asUintN(width, wide);
    return name === "bit" ? `${width}w${value}` : `(int<${width}>)${width}w${value}`;
  }

  #value(kind: Kind, scope: Scope, depth: number): string {
    const { of, below } = bound(this.#choices);
    const field = fieldOf(kind);
    const { width } = kind;
    const isField = KINDS.some((one) => fieldOf(one) === field);
    const type = typeOf(kind);
    const inner = (): string => this.#value(kind, scope, depth - 1);
    const literal = (): string => this.#literal(kind);
    const leaf = (): string => (isField ? `${of("meta", "hdr.h", "hdr.g")}.${field}` : literal());
    const arithmetic = (): string =>
      `(${inner()} ${of("+", "-", "*", "&", "|", "^", "|+|", "|-|")} ${inner()})`;
    if (depth <= 0) return this.#choices.run(literal, leaf, leaf, leaf);
    return this.#choices.run(
      literal,
      leaf,
      arithmetic,
      arithmetic,
      arithmetic,
      () => `(${of("-", "~")}${inner()})`,
      () => `(${inner()} ${of("<<", ">>")} ${of("8w1", "8w31", "8w32", "meta.b8", "meta.b33")})`,
      () => `(${this.#truth(scope, depth - 1)} ? ${inner()} : ${inner()})`,
      () => this.#converted(kind, scope, depth),
      () => {
        if (kind.name === "int") return `(${type})${this.#value(bit(width), scope, depth - 1)}`;
        const from = bit(this.#choices.of(...longer(width)));
        const low = below(from.width - width + 1);
        return `(${this.#value(from, scope, depth - 1)})[${low + width - 1}:${low}]`;
      },
      () => {
        if (kind.name === "int" || width < 2) return leaf();
        const high = below(width - 1) + 1;
        const [left, right] = [bit(high), bit(width - high)];
        const [above, under] = [left, right].map((part) => this.#value(part, scope, depth - 1));
        return `(${above} ++ ${under})`;
      },
      () => (isField && scope.calls ? this.#call(kind, scope, depth - 1) : leaf()),
      () => (width === 8 && kind.name === "bit" ? "hdr.s[meta.index].b8" : leaf()),
      () => (width === 64 && kind.name === "bit" ? "hdr.s[meta.b8].b64" : leaf()),
    );
  }

  /** From another width of the same sign. */
  #converted(kind: Kind, scope: Scope, depth: number): string {
    const from = this.#kind();
    const same: Kind = { name: kind.name, width: from.width };
    return `(${typeOf(kind)})${this.#value(same, scope, depth - 1)}`;
  }

  /** Its arguments may change each other: an inner call has the same places to choose from. */
  #call(kind: Kind, scope: Scope, depth: number): string {
    const field = fieldOf(kind);
    const place = (): string => `${this.#choices.of("meta", "hdr.h", "hdr.g")}.${field}`;
    const value = (): string => this.#value(kind, scope, depth - 1);
    const call = (): string => this.#call(kind, scope, depth - 1);
    const inner = depth > 0 ? this.#choices.run(value, call, call) : value();
    return `f_${field}(${place()}, ${inner}, ${place()})`;
  }

  #truth(scope: Scope, depth: number): string {
    const { of } = bound(this.#choices);
    if (depth <= 0) return of("true", "false", "hdr.g.isValid()");
    const kind = this.#kind();
    const value = (): string => this.#value(kind, scope, depth - 1);
    const truth = (): string => this.#truth(scope, depth - 1);
    return this.#choices.run(
      () => of("true", "false"),
      () => `(${value()} ${of("==", "!=", "<", "<=", ">", ">=")} ${value()})`,
      () => `(${truth()} ${of("&&", "||")} ${truth()})`,
      () => `!(${truth()})`,
      () => of("hdr.h.isValid()", "hdr.g.isValid()", "hdr.un.isValid()", "hdr.s[2].isValid()"),
      () => of("hdr.h == hdr.g", "hdr.s[0] != hdr.s[1]", "meta.kept == hdr.s[meta.index]"),
      () => (scope.tables ? `t_exact.apply().${of("hit", "miss")}` : "hdr.g.isValid()"),
    );
  }

  /** A variable that hides nothing. */
  local(name: string): string {
    const kind = this.#kind();
    const variable = `v_${name}`;
    return `${typeOf(kind)} ${variable} = ${this.#literal(kind)};
      meta.${fieldOf(kind)} = ${variable};\n`;
  }

  locals(): string {
    const scope: Scope = { exits: true, tables: false, calls: true };
    const registers = KINDS.map(
      (kind) => `register<${typeOf(kind)}, bit<32>>(4) r_${fieldOf(kind)};`,
    );
    const rows = (row: () => string): string =>
      Array.from({ length: this.#choices.below(5) }, row).join(" ");
    const priority = this.#choices.of("8w1", "8w200");
    return `${registers.join("\n")} counter<bit<32>>(4, CounterType.packets_and_bytes) c;
      action a_set(bit<8> v, bit<48> w, bit<65> x) { meta.b8 = v; meta.b48 = w; meta.b65 = x;
        ${this.statements(scope, 1)} }
      action a_two(inout bit<33> x, bit<33> v) { x = x + v;
        ${this.statements(scope, 1)} ${this.#choices.of("", "exit;")} }
      table t_exact { key = { meta.b8 : exact; meta.b33 : exact; }
        actions = { a_set; a_two(hdr.h.b33); NoAction; }
        const entries = { (0, 0) : a_set(${priority}, 2, 3);
          (1, 33w${this.#choices.below(3)}) : a_two(7); }
        const default_action = ${this.#choices.of("NoAction()", "a_set(9, 8, 7)")}; }
      table t_lpm { key = { hdr.h.b32 : lpm; } actions = { a_set; NoAction; }
        const entries = { ${rows(() => {
          const length = this.#choices.below(33);
          const mask = length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
          const value = this.#choices.below(65_536) * 65_536;
          return `32w${value} &&& 32w${mask} : a_set(8w${length}, 1, 1);`;
        })} 32w0 &&& 32w0 : a_set(0, 0, 5); } }
      table t_ranked { key = { hdr.h.b64 : ternary; hdr.h.b9 : range; hdr.g.i9 : optional; }
        actions = { a_set; a_two(meta.b33); NoAction; }
        const entries = { ${rows(() => {
          const mask = this.#choices.of("64w0xff", "64w0xffffffff00000000", "64w0");
          const bounds = `9w${this.#choices.below(256)} .. 9w${this.#choices.below(512)}`;
          const action = this.#choices.of("a_set(3, 4, 5)", "a_two(9)", "NoAction()");
          return `(64w${this.#choices.below(256)} &&& ${mask}, ${bounds}, _) : ${action};`;
        })} (_, 9w0 .. 9w511, _) : a_set(8, 7, 6); } }`;
  }

  /** Extracts in a random order, with a state that loops over the stack. */
  parser(): string {
    const { of } = bound(this.#choices);
    const scope: Scope = { exits: false, tables: false, calls: true };
    const next = (): string => of("more", "loop", "union", "accept", "reject");
    const select = (): string =>
      `transition select(hdr.h.b8, hdr.h.${of("b1", "i33", "b128")}) {
        (8w0 &&& 8w${of("0", "1", "3")}, _): ${next()}; (8w9 .. 8w200, _): ${next()};
        ${of("", `default: ${next()};`)} }`;
    return `state start { pkt.extract(hdr.h); ${this.#parserStep(scope)} ${select()} }
      state more { pkt.extract(hdr.g); ${this.#parserStep(scope)}
        transition ${of("accept", "loop", "union")}; }
      state loop { pkt.extract(hdr.s.next); ${of("", "meta.b8 = hdr.s.last.b8;")}
        transition select(hdr.s.last.b8) { 8w0 &&& 8w1: loop; default: ${of("accept", "union")}; } }
      state union { ${of("pkt.extract(hdr.un.e);", "pkt.extract(hdr.un.u);")} transition accept; }`;
  }

  #parserStep(scope: Scope): string {
    const { of } = bound(this.#choices);
    return this.#choices.run(
      () => "",
      () => `verify(${this.#truth(scope, 2)}, error.${of("NoMatch", "HeaderTooShort")});`,
      () => "meta.b33 = pkt.lookahead<bit<33>>();",
      () => "meta.kept = pkt.lookahead<e_t>();",
      () => `pkt.advance(${of("8", "24")});`,
      () => "pkt.advance((bit<32>)hdr.h.b3);",
      () => "meta.b65 = (bit<65>)pkt.length();",
      () => this.statements(scope, 1),
    );
  }

  checksum(): string {
    const { of } = bound(this.#choices);
    const name = `update_checksum${of("", "_with_payload")}`;
    return `${name}(${of("false", "true", "hdr.g.isValid()")},
      { hdr.h.b8, hdr.h.b65, hdr.g.b33 }, ${of("hdr.h.b16", "hdr.g.b16")}, HashAlgorithm.csum16);`;
  }
}

function bound(choices: Choices): {
  of: (first: string, ...others: readonly string[]) => string;
  below: (options: number) => number;
} {
  return {
    of: (first, ...others) => choices.of(first, ...others),
    below: (options) => choices.below(options),
  };
}

/** Widths from which this many bits can be cut. */
function longer(width: number): readonly [number, ...number[]] {
  return [width, ...WIDTHS.filter((one) => one >= width)];
}

/**
 * The rules of the house as a pure function. In: the files, path -> text. Out: every breach, as a
 * line that names the file. The rooms stand in import order: a row lists only rows above it, so
 * no cycle can be built between rooms; cycles inside a room are looked for, types included.
 * @module
 */

export type Files = ReadonlyMap<string, string>;

/** Room -> the rooms it may import. A room may be absent until it has something to hold. */
export const ROOMS: readonly (readonly [room: string, imports: readonly string[]])[] = [
  ["base", []],
  ["value", ["base"]],
  ["graph", ["base", "value"]],
  ["trace", ["base", "value", "graph"]],
  ["vector", ["base", "value", "graph", "trace"]],
  // What a running system said, judged by the model: it sees the checker, never the system.
  ["log", ["base", "value", "graph", "vector"]],
  ["protocol", ["base"]],
  ["wire", ["base", "protocol"]],
  ["store", ["base"]],
  // What every party is: a step function with a store and a signer.
  ["living", ["base", "protocol", "store"]],
  ["authority", ["base", "protocol", "store", "living"]],
  ["wallet", ["base", "protocol", "store", "living"]],
  ["policy", ["base", "protocol", "store", "living"]],
  ["witness", ["base", "protocol", "store", "living"]],
  ["p4", ["base"]],
  ["dataplane", ["base", "protocol", "p4"]],
  ["subject", ["base", "protocol", "wire", "store", "authority", "wallet", "policy", "witness"]],
  ["replay", ["base", "value", "trace", "vector", "wire", "dataplane", "subject"]],
  // How fast all of it is: it sees every room that does work, and no command.
  [
    "bench",
    [
      "base",
      "value",
      "trace",
      "vector",
      "protocol",
      "wire",
      "store",
      "living",
      "authority",
      "wallet",
      "p4",
      "dataplane",
      "subject",
      "replay",
    ],
  ],
  ["explain", ["base", "value", "trace", "vector", "wire", "dataplane", "subject", "replay"]],
  // What may be signed, and judged anew without the subject.
  ["attest", ["base", "trace", "vector", "protocol", "wire", "subject", "replay"]],
  [
    "report",
    [
      "base",
      "value",
      "graph",
      "trace",
      "vector",
      "log",
      "p4",
      "replay",
      "bench",
      "explain",
      "attest",
    ],
  ],
  [
    "cli",
    // Everything but the step rooms and what only they need.
    [
      "base",
      "value",
      "graph",
      "trace",
      "vector",
      "log",
      "wire",
      "p4",
      "dataplane",
      "subject",
      "replay",
      "explain",
      "attest",
      "report",
      "bench",
    ],
  ],
  // Its tests look across: from the specification to the rooms that must keep it.
  [
    "house",
    [
      "base",
      "value",
      "protocol",
      "wire",
      "store",
      "authority",
      "wallet",
      "policy",
      "witness",
      "p4",
      "dataplane",
      "subject",
      "replay",
    ],
  ],
];

/** Who may touch files, processes, sockets and timers. Tests may: they read what they check. */
const WORLDLY_FILES = [
  "graph/jar.ts",
  "graph/second.ts", // It reads the WebAssembly of the second engine.
  "graph/tlc.ts",
  "log/run.ts", // It writes a log as a module for the checker.
  "store/file.ts",
  "subject/grpc.ts",
  "subject/memory.ts", // It reads how much of it a process has.
  "subject/process.ts",
];
const WORLDLY_ROOMS = ["cli", "house"];
const WORLDLY_IMPORT =
  /^(?:node:)?(?:fs|child_process|net|http|https|http2|tls|dgram|timers|worker_threads)(?:\/|$)/;
const WORLDLY_WORD = /\b(?:setTimeout|setInterval|setImmediate)\b/;
/** Time and chance are told to everyone else. */
const CLOCK_WORD = /\b(?:Date|performance|Math\.random|randomBytes|randomUUID|getRandomValues)\b/;

/** Dependency -> its one door: files, or a room with a slash. */
const DOORS: Readonly<Record<string, readonly string[]>> = {
  "@noble/ed25519": ["protocol/ed25519.ts"],
  ajv: ["wire/"],
  benny: ["bench/measure.ts"],
  bloomfilter: ["bench/bloom.ts"],
  "@grpc/grpc-js": ["subject/grpc.ts"],
  execa: ["graph/tlc.ts", "graph/jar.ts", "subject/process.ts"],
  protobufjs: ["wire/proto.ts"],
  "tla-checker": ["graph/second.ts"],
};
/**
 * Room -> the files beside `src` that it, and no other room, may import at compile time. The
 * schemas are the norm itself: whoever checks by them must not keep a copy.
 */
const BESIDE: Readonly<Record<string, RegExp>> = {
  base: /^\.\.\/spec\/profiles\.json$/,
  // What is wrong with a program is data of that program.
  subject: /^\.\.\/p4\/tests\/mutants\.json$/,
  wire: /^\.\.\/spec\/schemas\/(?:adapter\/)?[\w.-]+\.json$/,
};
/** Only in tests and in the house. */
const TEST_TOOLS = ["vitest", "fast-check"];

const LINES_MAX = 400;
/** A header that names what the file is generated from, and that nobody edits it. */
const GENERATED = /^\/\*\*[^]*?\bGenerated from\b[^]*?\bnot edited by hand\b[^]*?\*\//;
const COLUMNS_MAX = 100;

export type Import = { readonly from: string; readonly to: string; readonly outside: boolean };

/** Every breach of the house's rules in `files`, whose paths begin below `src/`. */
export function breaches(files: Files, rooms = ROOMS): readonly string[] {
  const edges = [...files].flatMap(([path, text]) => importsOf(path, text));
  const inner = edges.filter(({ outside }) => !outside);
  return [
    ...tableBreaches(rooms),
    ...[...files.keys()].flatMap((path) => placeBreaches(path, rooms)),
    ...inner.flatMap((edge) => edgeBreaches(edge, files, rooms)),
    ...cycleBreaches(inner),
    ...edges.filter(({ outside }) => outside).flatMap(outsideBreaches),
    ...[...files].flatMap(([path, text]) => textBreaches(path, text)),
  ];
}

function tableBreaches(rooms: typeof ROOMS): readonly string[] {
  return rooms.flatMap(([room, imports], at) => {
    const above = rooms.slice(0, at).map(([name]) => name);
    return imports
      .filter((name) => !above.includes(name))
      .map((name) => `the table: ${room} lists ${name}, which is not above it`);
  });
}

function placeBreaches(path: string, rooms: typeof ROOMS): readonly string[] {
  const room = roomOf(path);
  if (path === "index.ts" || rooms.some(([name]) => name === room)) return [];
  return [`${path}: ${room} is no room`];
}

function edgeBreaches(edge: Import, files: Files, rooms: typeof ROOMS): readonly string[] {
  if (!files.has(edge.to)) return [`${edge.from}: imports ${edge.to}, which is not there`];
  const [from, to] = [roomOf(edge.from), roomOf(edge.to)];
  if (from === to || edge.from === "index.ts") return [];
  const row = rooms.find(([name]) => name === from)?.[1] ?? [];
  return row.includes(to) ? [] : [`${edge.from}: ${from} may not import ${to} (${edge.to})`];
}

/** One line per knot: a file from which the imports lead back to itself. */
function cycleBreaches(edges: readonly Import[]): readonly string[] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at !== -1) {
      found.push(`${path}: a cycle: ${[...trail.slice(at), path].join(" -> ")}`);
      return;
    }
    if (done.has(path)) return;
    for (const { to } of next.get(path) ?? []) visit(to, [...trail, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}

function outsideBreaches({ from, to }: Import): readonly string[] {
  const room = roomOf(from);
  if (to.startsWith("../")) {
    return BESIDE[room]?.test(to) ? [] : [`${from}: ${room} may not import ${to}`];
  }
  if (isTest(from) || room === "house") return [];
  if (to.startsWith("node:")) {
    const may = WORLDLY_ROOMS.includes(room) || WORLDLY_FILES.includes(from);
    return may || !WORLDLY_IMPORT.test(to) ? [] : [`${from}: may not touch the world (${to})`];
  }
  const name = to
    .split("/")
    .slice(0, to.startsWith("@") ? 2 : 1)
    .join("/");
  if (TEST_TOOLS.includes(name)) return [`${from}: ${name} is for tests only`];
  const doors = DOORS[name];
  if (doors === undefined) return [`${from}: ${name} has no door`];
  const open = doors.some((door) => (door.endsWith("/") ? from.startsWith(door) : from === door));
  return open ? [] : [`${from}: ${name} comes in by ${doors.join(", ")} only`];
}

function textBreaches(path: string, text: string): readonly string[] {
  const found: string[] = [];
  const lines = text.split("\n");
  // A generated table is as long as what it is made of.
  const long = lines.length - 1 > LINES_MAX && !GENERATED.test(text);
  if (long) found.push(`${path}: ${lines.length - 1} lines`);
  for (const [at, line] of lines.entries()) {
    if (line.length > COLUMNS_MAX) found.push(`${path}:${at + 1}: ${line.length} columns`);
  }
  const room = roomOf(path);
  if (isTest(path) || WORLDLY_ROOMS.includes(room)) return found;
  const code = withoutText(text);
  const clock = CLOCK_WORD.exec(code);
  if (clock !== null) found.push(`${path}: must be told time and chance (${clock[0]})`);
  const timer = WORLDLY_FILES.includes(path) ? null : WORLDLY_WORD.exec(code);
  if (timer !== null) found.push(`${path}: may not wait (${timer[0]})`);
  return found;
}

const COMMENT_OR_STRING =
  /\/\*[^]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;

function withoutText(text: string): string {
  return text.replaceAll(COMMENT_OR_STRING, (found) => (found.startsWith("/") ? " " : '""'));
}

const IMPORT =
  /(?:^|\n|;)\s*(?:im|ex)port\s+(?:[^"'`;]*?\sfrom\s*)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)/g;

function importsOf(path: string, text: string): readonly Import[] {
  // Only a string that an import names is kept: a test may hold source text as data.
  const code = text.replaceAll(COMMENT_OR_STRING, (found, at: number) => {
    if (found.startsWith("/")) return " ";
    return /\b(?:from|import)\s*\(?\s*$/.test(text.slice(Math.max(0, at - 20), at)) ? found : '""';
  });
  return [...code.matchAll(IMPORT)].map((match): Import => {
    const to = match[1] ?? match[2] ?? "";
    if (!to.startsWith(".")) return { from: path, to, outside: true };
    const target = resolved(path, to);
    return { from: path, to: target, outside: target.startsWith("../") };
  });
}

/** The path below `src/`; one that leaves it begins with `../`. */
function resolved(from: string, to: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of to.split("/")) {
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function roomOf(path: string): string {
  return path.split("/")[0] ?? "";
}

function isTest(path: string): boolean {
  return path.endsWith(".test.ts");
}

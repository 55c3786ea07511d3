/**
 * The policy of the village for tests: bundles along a chain, made by hand. In: deviations and who
 * signs. Out: plain JSON with real signatures. Like village.ts it shares no code with the readers,
 * digests and signatures that it tests.
 * @module
 */
import { digestOf, genesis, keyOf, signedBy, sorted, type Plain } from "./village.ts";

type Content = Plain & { readonly version: number };

function byText<Item>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((one, other) => (sorted(one) < sorted(other) ? -1 : 1));
}

const { network, parameters, committees } = genesis();
const [controllers] = committees;

/** PB-27: what the genesis says of version 0. */
export const root: Content = {
  network,
  version: 0,
  previous: "0".repeat(64),
  valid_until: 0,
  parameters,
  controllers,
  committees: byText(committees),
  openings: [],
  freezes: [],
  reassignments: [],
  revocations: [],
  elected: null,
};

export function bundleDigestOf(content: Content): string {
  return digestOf("bundle", content, network);
}

/** The next version, valid until 1000. */
export function after(content: Content, deviation: Plain = {}): Content {
  const news = { openings: [], freezes: [], reassignments: [] };
  const next = { version: content.version + 1, previous: bundleDigestOf(content) };
  return { ...content, ...news, ...next, valid_until: 1000, ...deviation };
}

function signature(name: string, content: Content) {
  const text = `flashmesh/1/bundle/${network}\n${sorted(content)}`;
  return { authority: keyOf(name), authority_sig: signedBy(name, text) };
}

/** Signed by three of the four members of the market, who are the first controllers. */
export function bundle(content = after(root), signers = ["anna", "bela", "cleo"]) {
  const signatures = signers
    .map((name) => signature(name, content))
    .toSorted((one, other) => (one.authority < other.authority ? -1 : 1));
  return { ...content, signatures };
}

/** PB-26: a signature on its way. */
export function share(name: string, content = after(root)) {
  return { bundle: bundleDigestOf(content), ...signature(name, content) };
}

/**
 * Where copies go: clone sessions and multicast groups.
 * @module
 */
import type { Result } from "../../base/result.ts";
import { no, ok } from "../../base/result.ts";

export type Replica = { readonly port: number; readonly rid: number };
export type CloneSession = {
  /** One copy each. */
  readonly replicas: readonly Replica[];
  /** And one for each replica of this multicast group, looked up when the copy is made. */
  readonly group: number | null;
  /** Bytes that are kept of the clone; 0: all. */
  readonly truncate: number;
};

export class Replication {
  readonly sessions = new Map<number, CloneSession>();
  readonly groups = new Map<number, readonly Replica[]>();
  readonly #nodes: { readonly rid: number; readonly ports: readonly number[] }[] = [];
  readonly #associations = new Map<number, readonly number[]>();

  /** A node of ports under one replication id; its handle is the count of nodes before it. */
  createNode(rid: number, ports: readonly number[]): number {
    return this.#nodes.push({ rid, ports }) - 1;
  }

  updateNode(handle: number, ports: readonly number[]): Result<null, "NotThere"> {
    const node = this.#nodes[handle];
    if (node === undefined) return no("NotThere");
    this.#nodes[handle] = { rid: node.rid, ports };
    for (const [group, nodes] of this.#associations) this.#fill(group, nodes);
    return ok(null);
  }

  associate(group: number, handle: number): Result<null, "NotThere"> {
    if (!this.groups.has(group) || this.#nodes[handle] === undefined) return no("NotThere");
    const nodes = [...(this.#associations.get(group) ?? []), handle];
    this.#associations.set(group, nodes);
    this.#fill(group, nodes);
    return ok(null);
  }

  #fill(group: number, nodes: readonly number[]): void {
    const replicas = nodes.flatMap((handle) => {
      const node = this.#nodes[handle];
      return node === undefined ? [] : node.ports.map((port) => ({ port, rid: node.rid }));
    });
    this.groups.set(group, replicas);
  }
}

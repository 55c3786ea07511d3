/**
 * What an authority does with a proof that a sender signed two cores: `RecordEvidence`. In: the
 * state and the proof. Out: the state that holds the first such proof of the epoch.
 * Clauses EQ-1 to EQ-3, EQ-5 and EQ-6.
 * @module
 */
import { contradict, type EquivocationProof } from "../protocol/evidence.ts";
import { failed } from "../protocol/guards.ts";
import { isSignedBySender } from "../protocol/order.ts";
import type { Read } from "../protocol/shape.ts";
import { answer, refuse, refuseMalformed } from "./answer.ts";
import type { Config, Step } from "./answer.ts";
import { withShard, type State } from "./state.ts";

export function recordEvidence(config: Config, state: State, read: Read<EquivocationProof>): Step {
  // EQ-1: the proof and its two orders are well formed. One that is not fails only this.
  if (!read.ok) return refuseMalformed(state, "EvidenceInvalid", read.reason);
  const proof = read.value;
  const { first, second } = proof;
  const orders = [first, second];
  const all = failed(
    {
      // EQ-1: the orders name this network and are signed by their sender.
      EvidenceInvalid: orders.every(
        (order) => order.network === config.network && isSignedBySender(order, config.signatures),
      ),
      // EQ-2: they are of one sender, nonce and epoch, and of different cores.
      EvidenceProvesNothing: contradict(first, second),
      // EQ-3: the sender's account is owned here and the proof is of its epoch.
      EvidenceNotCurrent: orders.every(
        (order) => state.shards.get(order.sender)?.epoch === order.epoch,
      ),
    },
    config.off,
  );
  if (all.length > 0) return refuse(state, all);
  const shard = state.shards.get(first.sender);
  // EQ-6: the first proof recorded in an epoch is kept; another one changes nothing. EQ-5: no lock
  // is touched; from now on VF-7 fails, and nothing else reads it.
  if (shard?.evidence === null) {
    return answer(withShard(state, first.sender, { ...shard, evidence: proof }), "recorded");
  }
  // Without an account here, EQ-3 has refused: unless it is switched off.
  return answer(state, shard === undefined ? "recorded" : "again");
}

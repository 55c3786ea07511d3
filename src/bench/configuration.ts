/**
 * How p4/flashmesh.p4 is set up to be measured, in the words of STF: the authority behind port 1,
 * everybody else behind port 2, chance off.
 * @module
 */
import type { Secrets } from "./by-hand.ts";
import { AUTHORITY, AUTHORITY_PORT, OUTSIDE_PORT } from "./traffic.ts";

/** Odd numbers of 64 bits; in the field they are drawn at boot. */
export const SECRETS: Secrets = {
  slot: 0x9e37_79b9_7f4a_7c15n,
  nonce: 0xc2b2_ae3d_27d4_eb4fn,
  epoch: 0x1656_67b1_9e37_79f9n,
  bloom: 0xd6e8_feb8_6659_fd93n,
};

export function configuration(): string {
  const { slot, nonce, epoch, bloom } = SECRETS;
  return [
    `setdefault config configure(authority:${hex(AUTHORITY)}, slot_secret:${hex(slot)}, ` +
      `nonce_secret:${hex(nonce)}, epoch_secret:${hex(epoch)}, bloom_secret:${hex(bloom)}, ` +
      "retry:1000000, chance:0)",
    "setdefault generation set_generation(current:1, previous:0)",
    `add port_role port:${AUTHORITY_PORT} from_authority()`,
    `add route dst:0x0a000001/32 forward(port:${AUTHORITY_PORT})`,
    `add route dst:0x0a000002/32 forward(port:${OUTSIDE_PORT})`,
    "mirroring_add 1 7",
  ].join("\n");
}

function hex(value: bigint): string {
  return `0x${value.toString(16)}`;
}

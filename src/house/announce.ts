/**
 * Says the seed of the run's laws, once, so that a failure can be had again.
 * @module
 */
export function setup(): void {
  console.log(`FLASHMESH_SEED=${process.env["FLASHMESH_SEED"]}`);
}

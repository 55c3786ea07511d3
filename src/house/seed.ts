/**
 * One seed for all laws of a run. It is printed, and taken back from `FLASHMESH_SEED`.
 * @module
 */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["FLASHMESH_SEED"]) });

/** The package has no types of its own; these are of what is used here. */
declare module "bloomfilter" {
  export class BloomFilter {
    /** Bits, and how many of them a key sets. */
    constructor(bits: number, hashes: number);
    add(key: string): void;
    test(key: string): boolean;
  }
}

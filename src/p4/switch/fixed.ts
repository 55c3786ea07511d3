/**
 * Arrays of numbers that stay where they are. PERF: V8 has arrays of 64 bytes or fewer on its own
 * heap, where they move; of those with a buffer, compiled code knows the address.
 * @module
 */

export function fixedWords(length: number): Uint32Array<ArrayBuffer> {
  return new Uint32Array(new ArrayBuffer(Uint32Array.BYTES_PER_ELEMENT * length));
}

export function fixedDoubles(length: number): Float64Array<ArrayBuffer> {
  return new Float64Array(new ArrayBuffer(Float64Array.BYTES_PER_ELEMENT * length));
}

import { expect, test } from "vitest";
import { interpret } from "../interpret/interpret.ts";
import { Rig } from "../interpret/rig.ts";
import { generate } from "./generate.ts";

const PARTS = {
  top: `header h_t { bit<8> a; bit<8> b; bit<16> c; } struct Whole { h_t h; bit<8> n; }
    control Two(inout bit<8> x, inout Whole w, in bit<8> y) {
      apply { x = x + 1; w.h.a = w.h.a + y; w.n = w.n + x; } }`,
  headers: "struct Headers { h_t h; }",
  ingressLocals: "Two() two; Whole w;",
};

test.each([
  ["inside a header", "w.h.a, w, w.h.b"],
  ["a field beside", "w.n, w, w.n"],
  ["a slice", "w.h.c[7:0], w, w.h.a"],
  ["apart", "hdr.h.b, w, hdr.h.a"],
])("a parameter is no other name for an argument that another one shares: %s", (_, args) => {
  const parts = {
    ...PARTS,
    ingress: `w.h = hdr.h; w.n = 5; two.apply(${args}); hdr.h = w.h; hdr.h.c[15:8] = w.n;`,
  };
  const hex = "0a0b1234";
  expect(new Rig(generate, parts).packet(hex)).toEqual(new Rig(interpret, parts).packet(hex));
});

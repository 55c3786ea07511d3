/**
 * A number as written: `255`, `0xFF`, `8w0b1111_0000`, `4s3`. (P4_16 1.2.5, section 6.4.3.2.)
 * @module
 */
export type Written = {
  readonly value: bigint;
  /** null: an `int` of any size. */
  readonly width: number | null;
  readonly signed: boolean;
};

const PARTS = /^(?:([0-9]+)([wsWS]))?(?:0([xXbBoOdD]))?(.*)$/;
const RADIX: Readonly<Record<string, string>> = { x: "0x", b: "0b", o: "0o", d: "" };

/** `text` as the lexer takes it. Undefined where no digit is left. */
export function numberOf(text: string): Written | undefined {
  const [, width, letter, radix = "d", digits = ""] = PARTS.exec(text) ?? [];
  const bare = digits.replaceAll("_", "");
  if (bare === "") return undefined;
  return {
    value: BigInt((RADIX[radix.toLowerCase()] ?? "") + bare),
    width: width === undefined ? null : Number(width),
    signed: letter?.toLowerCase() === "s",
  };
}

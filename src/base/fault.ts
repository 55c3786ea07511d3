/**
 * The mechanism for "the world failed": a missing program, a bad file, a deadline. A fault is
 * thrown, caught only where a verdict is made and in `cli`, and ends as exit code 2; an
 * {@link InputFault} (what the user gave is unusable) ends as 3. The sentences and cures that
 * people read are in `report`; here are only a code and the facts.
 * @module
 */

/** A fact of a fault: plain data, so that it can be written to a report. */
export type Fact =
  | string
  | number
  | boolean
  | null
  | readonly Fact[]
  | { readonly [key: string]: Fact };

export type FaultData = { readonly [key: string]: Fact };

export class Fault extends Error {
  override readonly name: string = "Fault";
  /** What happened, one PascalCase word: `JavaMissing`. */
  readonly code: string;
  readonly data: FaultData;

  constructor(code: string, data: FaultData = {}, options: { cause?: unknown } = {}) {
    super(`${code}${factsInLine(data)}`, options);
    this.code = code;
    this.data = data;
  }
}

/** The input is unusable: a wrong option, a file that breaks its format. */
export class InputFault extends Fault {
  override readonly name: string = "InputFault";
}

function factsInLine(data: FaultData): string {
  const facts = Object.entries(data).map(
    ([key, fact]) => `${key}=${typeof fact === "string" ? fact : JSON.stringify(fact)}`,
  );
  return facts.length === 0 ? "" : `: ${facts.join(", ")}`;
}

/**
 * Where both back ends stop what need not stop by itself.
 * @module
 */

/** A parser that enters more states than this for one packet ends with error.ParserTimeout. */
export const PARSER_STATES_MAX = 4096;

/** A loop is left after this many rounds, and a log line says so. */
export const LOOP_ROUNDS_MAX = 65_536;
/** Bytes of the longest packet that leaves. */
export const LONGEST = 1 << 18;

/**
 * A divergence explained. In: the divergence, its corpus, the subject that diverged, and what is
 * known of missing guards. Out: a shorter case that shows the same, and for it what was allowed,
 * what came, the state, the guard, what breaks if this goes on, and who said what. The subject is
 * asked again for all of it; one that will not diverge twice is told to be unstable, and no more.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { Case } from "../replay/case.ts";
import type { Corpus } from "../replay/corpus.ts";
import type { Explanation } from "../replay/result.ts";
import type { Diverges } from "../replay/verdict.ts";
import type { Subject } from "../subject/subject.ts";
import { at } from "../trace/flow.ts";
import type { TraceLines } from "../vector/lines.ts";
import type { Consequences } from "./consequences.ts";
import { consequenceOf } from "./consequences.ts";
import { stateRows } from "./difference.ts";
import { REACH, runOn } from "./forward.ts";
import { guardOf, sayGuard, valuesOf } from "./guards.ts";
import { Moves } from "./moves.ts";
import type { Trail } from "./moves.ts";
import { nameOf } from "./named.ts";
import { Names, plain } from "./names.ts";
import type { Shrunk, Unstable } from "./shrink.ts";
import { shrink } from "./shrink.ts";
import { transcriptOf } from "./transcript.ts";
import { namesOf, traceOf, trailId } from "./trail.ts";
import type { Exchange } from "./witness.ts";
import { witness } from "./witness.ts";
import { fieldsOf } from "./fields.ts";
import { orderInWords } from "./order-words.ts";
import { inputInWords, messageInWords, replyInWords } from "./words.ts";

export type Explained = {
  readonly kind: "explained";
  readonly corpus: Corpus;
  /** What was found first, and the same on the shorter case: `step` counts its inputs. */
  readonly first: Diverges;
  readonly found: Diverges;
  readonly trail: Trail;
  readonly trace: TraceLines;
  readonly explanation: Explanation;
};

/** It was asked the same again, and did not diverge. */
export type Flaky = Unstable & { readonly kind: "unstable" };

export type Explaining = {
  readonly subject: Subject;
  readonly consequences: Consequences;
  /** The command that shows a case again. */
  readonly again: (spec: string, binding: string) => string;
};

export class Explainer {
  readonly #how: Explaining;
  readonly #known = new Map<Corpus, { readonly moves: Moves; readonly names: Names }>();

  constructor(how: Explaining) {
    this.#how = how;
  }

  async explain(
    { corpus, trace: whole, binding }: Case,
    first: Diverges,
  ): Promise<Explained | Flaky> {
    const { moves, names } = this.#of(corpus);
    const { subject } = this.#how;
    const shrunk = await shrink(moves, whole, first, subject);
    if (!("trail" in shrunk)) return { kind: "unstable", ...shrunk };
    const { trail, found } = shrunk;
    const trace = traceOf(moves, trail);
    if (trace === undefined) return { kind: "unstable", from: shrunk.from, tried: shrunk.tried };
    const said = await witness(moves, trail, subject);
    const last = said.length === trail.inputs.length ? said.at(-1) : undefined;
    const parts = new Parts(moves, names, shrunk);
    const explanation: Explanation = {
      shrunk: parts.shrunk(),
      ...parts.words(last),
      ...parts.state(last),
      ...parts.guard(last),
      ...(await this.#soWhat(moves, names, shrunk)),
      transcript: parts.transcript(said),
      again: this.#how.again(nameOf(corpus, trail) ?? first.trace, binding),
    };
    return { kind: "explained", corpus, first, found, trail, trace, explanation };
  }

  #of(corpus: Corpus) {
    const known = this.#known.get(corpus);
    if (known !== undefined) return known;
    const fresh = { moves: new Moves(corpus), names: new Names(corpus.file) };
    this.#known.set(corpus, fresh);
    return fresh;
  }

  /** What this subject breaks, and what a system breaks in which nobody has the guard. */
  async #soWhat(
    moves: Moves,
    names: Names,
    { trail, found }: Shrunk,
  ): Promise<Pick<Explanation, "so_what" | "in_model">> {
    const { profile } = moves.corpus.file.header;
    const recorded = consequenceOf(this.#how.consequences, found.clause, profile);
    const in_model =
      recorded === undefined
        ? {}
        : {
            in_model: {
              model: recorded.model,
              module: `tla/${recorded.module}.tla`,
              invariant: recorded.invariant,
              steps: recorded.steps,
            },
          };
    const broken = await runOn(moves, names, trail, this.#how.subject);
    if (broken === undefined) {
      const none = { invariant: "", module: "", steps: [], bound: REACH.stepsMax };
      return { so_what: none, ...in_model };
    }
    const { claim, how, steps } = broken;
    const module = `tla/${claim.module}.tla`;
    return { so_what: { invariant: claim.name, module, how, steps }, ...in_model };
  }
}

/** Parts of an explanation that need nothing but what was heard. */
class Parts {
  readonly #moves: Moves;
  readonly #names: Names;
  readonly #shrunk: Shrunk;

  constructor(moves: Moves, names: Names, shrunk: Shrunk) {
    this.#moves = moves;
    this.#names = names;
    this.#shrunk = shrunk;
  }

  shrunk(): NonNullable<Explanation["shrunk"]> {
    const { trail, from, tried, stopped } = this.#shrunk;
    return {
      id: trailId(this.#moves.corpus, trail),
      from_steps: from,
      to_steps: trail.inputs.length,
      inputs: [...namesOf(this.#moves.corpus, trail)],
      tried,
      ...(stopped ? { stopped: true } : {}),
    };
  }

  words(last: Exchange | undefined): Pick<Explanation, "step" | "allowed" | "came"> {
    const came = last === undefined ? {} : { came: this.#came(last) };
    return { step: this.#step(), allowed: this.#allowed(), ...came };
  }

  #step(): string {
    const asked = this.#asked();
    if (asked === undefined) return "the opening itself";
    const { order, certificate } = fieldsOf(asked.body);
    const whole = order ?? fieldsOf(certificate)["order"];
    const text = inputInWords(this.#names, asked.input, asked.body);
    const { unit } = this.#names;
    return [
      text,
      ...(whole === undefined ? [] : [orderInWords(this.#names, whole)]),
      ...(whole === undefined || unit === 1n ? [] : [`u=${unit}`]),
    ].join("; ");
  }

  #allowed(): string {
    const answer = this.#answer();
    if (answer === undefined) return "what the genesis says";
    const sent = answer.emitted.map((text) => this.#sent(text));
    const refused = `refused, any of { ${answer.reasons.join(", ")} }; the state unchanged`;
    const head = answer.outcome === "refused" ? refused : answer.outcome;
    return sent.length === 0 ? head : `${head}; sent ${sent.join("; ")}`;
  }

  #came({ reply }: Exchange): string {
    const { what, actual } = this.#shrunk.found;
    const said = replyInWords(this.#names, reply);
    if (what === "outcome" || what === "reason" || what !== "emitted") return said;
    return Array.isArray(actual) && actual.length === 0 ? `${said}; sent nothing` : said;
  }

  #sent(text: string): string {
    const cut = text.indexOf(" ");
    const body: Json = JSON.parse(text.slice(cut + 1));
    return messageInWords(this.#names, text.slice(0, cut), body);
  }

  state(last: Exchange | undefined): Pick<Explanation, "state"> {
    const move = this.#move();
    if (last === undefined || move === undefined) return {};
    const { before, after } = last;
    const demanded = at(this.#moves.corpus.states, move.to - 1).observed;
    const rows = stateRows(this.#names, { before, after, demanded });
    return rows.length === 0 ? {} : { state: rows };
  }

  /** The guard that was false; or that holds, where the subject says that it does not. */
  guard(last: Exchange | undefined): Pick<Explanation, "guard"> {
    const asked = this.#asked();
    const answer = this.#answer();
    const { what, clause } = this.#shrunk.found;
    if (asked === undefined || answer === undefined || last === undefined) return {};
    if (what !== "outcome" && what !== "reason") return {};
    const refused = answer.outcome === "refused";
    const guard = refused ? guardOf(clause, asked.input) : undefined;
    if (guard === undefined) return {};
    const { trail } = this.#shrunk;
    const genesis = this.#moves.corpus.setups.get(trail.opening)?.genesis ?? null;
    const { input, body } = asked;
    const question = { names: this.#names, input, body, before: last.before, genesis };
    return {
      guard: {
        name: sayGuard(guard, false),
        module: `tla/${guard.module}.tla`,
        values: valuesOf(clause, question).map(plain),
      },
    };
  }

  transcript(said: readonly Exchange[]): NonNullable<Explanation["transcript"]> {
    const { trail } = this.#shrunk;
    const setup = this.#moves.corpus.file.setups.find(({ opening }) => opening === trail.opening);
    const answer = this.#answer();
    const reasons = answer?.reasons.join(" or ") ?? "";
    const { what } = this.#shrunk.found;
    const must =
      what === "outcome" || what === "reason"
        ? `must be ${[answer?.outcome ?? "", reasons].join(" ").trim()}`
        : `${what === "emitted" ? "what is sent" : "the state"} is not as demanded`;
    return transcriptOf(this.#names, setup?.self ?? "", said, must);
  }

  #move() {
    return this.#moves.along(this.#shrunk.trail)?.at(-1);
  }

  #asked() {
    const input = this.#shrunk.trail.inputs.at(-1);
    return input === undefined ? undefined : at(this.#moves.corpus.inputs, input - 1);
  }

  #answer() {
    const move = this.#move();
    return move === undefined ? undefined : at(this.#moves.corpus.answers, move.answer - 1);
  }
}

/**
 * Who said what, as rows that a sequence diagram draws. In: the exchanges of a trail. Out: for each
 * input a row towards whoever is judged, with its answer as a note, and a row for each message that
 * leaves. People by their names in the model; whoever drives the component itself is the kit.
 * @module
 */
import type { Json } from "../base/canonical.ts";
import type { TranscriptRow } from "../replay/result.ts";
import type { Names } from "./names.ts";
import { plain } from "./names.ts";
import { fieldsOf } from "./fields.ts";
import { inputInWords, messageInWords } from "./words.ts";
import type { Exchange } from "./witness.ts";

const KIT = "kit";

/** `must` is said beside the last answer: it is the one that is not as demanded. */
export function transcriptOf(
  names: Names,
  self: string,
  said: readonly Exchange[],
  must: string,
): readonly TranscriptRow[] {
  const me = names.name(self);
  return said.flatMap(({ input, reply }, index): readonly TranscriptRow[] => {
    const from = senderOf(names, input.input, input.body);
    const n = index + 1;
    const answer = plain(
      reply.reason === undefined ? reply.outcome : `${reply.outcome} ${reply.reason}`,
    );
    const note = n === said.length ? `${answer}; ${must}` : answer;
    const asked = { n, from, to: me, label: inputInWords(names, input.input, input.body), note };
    const sent = reply.emitted.map(({ type, body }) => {
      return { n, from: me, to: from, label: messageInWords(names, type, body) };
    });
    return [asked, ...sent];
  });
}

/** Whose message it is that is given. */
function senderOf(names: Names, input: string, body: Json): string {
  const { order, certificate, vote, receipt, request, handoff } = fieldsOf(body);
  const signed = fieldsOf(order ?? fieldsOf(certificate)["order"])["sender"];
  const authority = fieldsOf(vote ?? receipt)["authority"];
  const { account } = fieldsOf(request ?? fieldsOf(handoff)["request"]);
  const key = input === "RecordEvidence" ? undefined : (signed ?? authority ?? account);
  return typeof key === "string" ? names.name(key) : KIT;
}

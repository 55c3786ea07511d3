/**
 * Faults of replies in words: what a subject wrote that cannot be read, and what cures it. The
 * table of all other faults is in `fault.ts`.
 * @module
 */

export type Words = { readonly says: string; readonly cure?: string };

/** What a reply can do wrong; the cures are for whoever writes the adapter. */
export const REPLY_WORDS: { readonly [code: string]: Words } = {
  ReplyNotUtf8: { says: "the reply to {verb} is not UTF-8", cure: "write UTF-8 to stdout" },
  ReplyNotJson: {
    says: "a line on standard output is no JSON: {said}",
    cure: "standard output is for replies alone; write logs to standard error",
  },
  ReplyTwoInOneLine: {
    says: "two objects stand in one line: {said}",
    cure: "end each reply with one line feed",
  },
  ReplyTooLong: {
    says: "the reply to {verb} is longer than a line may be",
    cure: "answer what was asked alone, and end each reply with a line feed",
  },
  ReplyKeyTwice: { says: "the reply to {verb} has a key twice: {place}" },
  ReplyNotCanonical: {
    says: "the reply to {verb} spells {place} otherwise than RFC 8785",
    cure: "no fractions, no exponents, no needless escapes",
  },
  ReplySeqMissing: {
    says: "the reply to {verb} has no seq: {said}",
    cure: "copy seq from the request",
  },
  ReplySeqNotText: { says: "the seq of the reply to {verb} is no text", cure: "copy it unchanged" },
  ReplySeqWrong: {
    says: "the reply to {verb} has a seq that was not asked: {said}",
    cure: "copy seq from the request, unchanged",
  },
  ReplySeqTwice: {
    says: "a request is answered twice: {said}",
    cure: "write exactly one line per request",
  },
  ReplyUnasked: {
    says: "a line came that nobody asked for: {said}",
    cure: "standard output is for replies alone",
  },
  ReplyOutOfOrder: {
    says: "a later request is answered before {verb}: {said}",
    cure: "answer in the order of the requests",
  },
  ReplyFieldMissing: { says: "the reply to {verb} lacks {place}" },
  ReplyFieldUnknown: { says: "the reply to {verb} has a field nobody knows: {place}" },
  ReplyNotProto: {
    says: "the reply to {verb} is no message Reply of spec/flashmesh.proto",
    cure: "generate your messages from that file",
  },
  ReplyNotOnce: {
    says: "the reply to {verb} has a field twice, or one that nobody knows",
    cure: "generate your messages from spec/flashmesh.proto, and set one verb only",
  },
  ReplyVerbWrong: { says: "the reply to {verb} names another verb: {said}" },
  ReplyProtocolWrong: {
    says: "the subject speaks another protocol: {said}",
    cure: "answer hello with flashmesh-subject/1",
  },
  ReplyBodyWrong: {
    says: "the reply to {verb} breaks its schema at {place}: {said}",
    cure: "spec/schemas/adapter/reply.schema.json says what it may hold",
  },
};

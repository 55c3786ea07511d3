/**
 * P4Info's messages as data: the fields of each in the order of their numbers. One table serves the
 * text and the binary form. (P4Runtime specification 1.4, p4/config/v1/p4info.proto and
 * p4types.proto; only what a v1model program can say.)
 * @module
 */
export type FieldKind =
  | "string"
  | "uint32"
  | "int32"
  | "int64"
  | "bool"
  | "bytes"
  /** A number in binary, a name in text. */
  | { readonly names: readonly string[] }
  | { readonly message: MessageName }
  /** A map from strings, written as repeated `key`, `value`. */
  | { readonly map: MessageName };

export type FieldSpec = {
  readonly number: number;
  readonly kind: FieldKind;
  readonly repeated?: true;
};

/** A message: a field left out, or of its default value, is not written. */
export type Message = { readonly [field: string]: Value };
export type Value =
  | string
  | number
  | boolean
  | bigint
  | Uint8Array
  | Message
  | readonly Value[]
  | undefined;

const str = (number: number): FieldSpec => ({ number, kind: "string" });
const u32 = (number: number): FieldSpec => ({ number, kind: "uint32" });
const i32 = (number: number): FieldSpec => ({ number, kind: "int32" });
const i64 = (number: number): FieldSpec => ({ number, kind: "int64" });
const bool = (number: number): FieldSpec => ({ number, kind: "bool" });
const one = (number: number, message: MessageName): FieldSpec => ({ number, kind: { message } });
const many = (number: number, message: MessageName): FieldSpec => ({
  number,
  kind: { message },
  repeated: true,
});
const strings = (number: number): FieldSpec => ({ number, kind: "string", repeated: true });
const u32s = (number: number): FieldSpec => ({ number, kind: "uint32", repeated: true });
const named = (number: number, ...names: readonly string[]): FieldSpec => ({
  number,
  kind: { names },
});
const map = (number: number, message: MessageName): FieldSpec => ({
  number,
  kind: { map: message },
});

export type MessageName =
  | "P4Info"
  | "PkgInfo"
  | "Preamble"
  | "Table"
  | "MatchField"
  | "ActionRef"
  | "DefaultAction"
  | "Argument"
  | "Action"
  | "Param"
  | "NamedType"
  | "ActionProfile"
  | "Counter"
  | "CounterSpec"
  | "DirectCounter"
  | "Meter"
  | "MeterSpec"
  | "DirectMeter"
  | "Register"
  | "Digest"
  | "PacketMetadata"
  | "PacketField"
  | "ValueSet"
  | "TypeSpec"
  | "BitsType"
  | "Width"
  | "VarWidth"
  | "TupleSpec"
  | "BoolSpec"
  | "TypeInfo"
  | "StructSpec"
  | "StructMember"
  | "HeaderSpec"
  | "HeaderMember";

const UNIT = ["UNSPECIFIED", "BYTES", "PACKETS", "BOTH"];
const preamble = one(1, "Preamble");

export const MESSAGES: Readonly<Record<MessageName, Readonly<Record<string, FieldSpec>>>> = {
  P4Info: {
    pkg_info: one(1, "PkgInfo"),
    tables: many(2, "Table"),
    actions: many(3, "Action"),
    action_profiles: many(4, "ActionProfile"),
    counters: many(5, "Counter"),
    direct_counters: many(6, "DirectCounter"),
    meters: many(7, "Meter"),
    direct_meters: many(8, "DirectMeter"),
    controller_packet_metadata: many(9, "PacketMetadata"),
    value_sets: many(10, "ValueSet"),
    registers: many(11, "Register"),
    digests: many(12, "Digest"),
    type_info: one(200, "TypeInfo"),
  },
  PkgInfo: { name: str(1), version: str(2), arch: str(5) },
  Preamble: { id: u32(1), name: str(2), alias: str(3), annotations: strings(4) },
  Table: {
    preamble,
    match_fields: many(2, "MatchField"),
    action_refs: many(3, "ActionRef"),
    const_default_action_id: u32(4),
    initial_default_action: one(5, "DefaultAction"),
    implementation_id: u32(6),
    direct_resource_ids: u32s(7),
    size: i64(8),
    is_const_table: bool(10),
    has_initial_entries: bool(11),
  },
  MatchField: {
    id: u32(1),
    name: str(2),
    annotations: strings(3),
    bitwidth: i32(4),
    match_type: named(5, "UNSPECIFIED", "", "EXACT", "LPM", "TERNARY", "RANGE", "OPTIONAL"),
    other_match_type: str(7),
  },
  ActionRef: {
    id: u32(1),
    annotations: strings(2),
    scope: named(3, "TABLE_AND_DEFAULT", "TABLE_ONLY", "DEFAULT_ONLY"),
  },
  DefaultAction: { action_id: u32(1), arguments: many(4, "Argument") },
  Argument: { param_id: u32(2), value: { number: 3, kind: "bytes" } },
  Action: { preamble, params: many(2, "Param") },
  Param: {
    id: u32(1),
    name: str(2),
    annotations: strings(3),
    bitwidth: i32(4),
    type_name: one(6, "NamedType"),
  },
  NamedType: { name: str(1) },
  ActionProfile: {
    preamble,
    table_ids: u32s(2),
    with_selector: bool(3),
    size: i64(4),
    max_group_size: i32(5),
  },
  Counter: { preamble, spec: one(2, "CounterSpec"), size: i64(3) },
  CounterSpec: { unit: named(1, ...UNIT) },
  DirectCounter: { preamble, spec: one(2, "CounterSpec"), direct_table_id: u32(3) },
  Meter: { preamble, spec: one(2, "MeterSpec"), size: i64(3) },
  MeterSpec: { unit: named(1, "UNSPECIFIED", "BYTES", "PACKETS") },
  DirectMeter: { preamble, spec: one(2, "MeterSpec"), direct_table_id: u32(3) },
  Register: { preamble, type_spec: one(2, "TypeSpec"), size: i32(3) },
  Digest: { preamble, type_spec: one(2, "TypeSpec") },
  PacketMetadata: { preamble, metadata: many(2, "PacketField") },
  PacketField: { id: u32(1), name: str(2), annotations: strings(3), bitwidth: i32(4) },
  ValueSet: { preamble, match: many(2, "MatchField"), size: i32(3) },
  TypeSpec: {
    bitstring: one(1, "BitsType"),
    bool: one(2, "BoolSpec"),
    tuple: one(3, "TupleSpec"),
    struct: one(4, "NamedType"),
    header: one(5, "NamedType"),
  },
  BitsType: { bit: one(1, "Width"), int: one(2, "Width"), varbit: one(3, "VarWidth") },
  Width: { bitwidth: i32(1) },
  VarWidth: { max_bitwidth: i32(1) },
  TupleSpec: { members: many(1, "TypeSpec") },
  BoolSpec: {},
  TypeInfo: { structs: map(1, "StructSpec"), headers: map(2, "HeaderSpec") },
  StructSpec: { members: many(1, "StructMember") },
  StructMember: { name: str(1), type_spec: one(2, "TypeSpec") },
  HeaderSpec: { members: many(1, "HeaderMember") },
  HeaderMember: { name: str(1), type_spec: one(2, "BitsType") },
};

/**
 * What `#include <core.p4>` means here: the declarations that the language specification gives
 * (P4_16 1.2.5, appendix D), written down by us.
 * @module
 */
export const CORE = `
#ifndef CORE_P4
#define CORE_P4
error {
    NoError, PacketTooShort, NoMatch, StackOutOfBounds, HeaderTooShort, ParserTimeout,
    ParserInvalidArgument
}
extern packet_in {
    void extract<T>(out T hdr);
    void extract<T>(out T variableSizeHeader, in bit<32> variableFieldSizeInBits);
    T lookahead<T>();
    void advance(in bit<32> sizeInBits);
    bit<32> length();
}
extern packet_out {
    void emit<T>(in T hdr);
}
extern void verify(in bool check, in error toSignal);
@noWarn("unused")
action NoAction() {}
match_kind { exact, ternary, lpm }
extern bool static_assert(bool check, string message);
extern bool static_assert(bool check);
#endif
`;

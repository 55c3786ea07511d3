// Who wins in a table: the longest prefix, the largest priority, the first constant entry; and what
// ran, by `action_run`.
#include <core.p4>
#include <v1model.p4>

header data_t {
    bit<8>  kind;
    bit<32> address;
    bit<16> port;
    bit<8>  mark;
}

struct headers_t {
    data_t data;
}
struct meta_t { }

parser DataParser(packet_in packet, out headers_t hdr, inout meta_t meta,
                  inout standard_metadata_t standard) {
    state start {
        packet.extract(hdr.data);
        transition accept;
    }
}

control Nothing(inout headers_t hdr, inout meta_t meta) {
    apply { }
}

control DataIngress(inout headers_t hdr, inout meta_t meta, inout standard_metadata_t standard) {
    @id(0x12000001)
    counter(4, CounterType.packets) ran;

    @id(0x01000001)
    action mark(@id(1) bit<8> value) {
        hdr.data.mark = value;
    }
    @id(0x01000002)
    action clear() {
        hdr.data.mark = 0;
    }

    @id(0x02000001)
    table prefixes {
        key = { hdr.data.address : lpm @id(1) @name("address"); }
        actions = { mark; clear; }
        const default_action = clear();
    }
    @id(0x02000002)
    table filters {
        key = {
            hdr.data.address : ternary @id(1) @name("address");
            hdr.data.port    : range   @id(2) @name("port");
        }
        actions = { mark; clear; }
        const default_action = clear();
        const entries = {
            (0x0A000000 &&& 0xFF000000, 80 .. 90)   : mark(1);
            (0x0A010000 &&& 0xFFFF0000, 0 .. 65535) : mark(2);
            (_, 1000 .. 1000)                       : mark(3);
        }
    }

    apply {
        standard.egress_spec = 2;
        if (hdr.data.kind == 1) {
            if (prefixes.apply().miss) {
                ran.count(3);
            }
        } else {
            switch (filters.apply().action_run) {
                mark: { ran.count(1); }
                default: { ran.count(2); }
            }
        }
    }
}

control DataEgress(inout headers_t hdr, inout meta_t meta, inout standard_metadata_t standard) {
    apply { }
}

control DataDeparser(packet_out packet, in headers_t hdr) {
    apply {
        packet.emit(hdr.data);
    }
}

V1Switch(DataParser(), Nothing(), DataIngress(), DataEgress(), Nothing(), DataDeparser()) main;

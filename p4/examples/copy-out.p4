// Calls copy in and copy out: into fresh variables, and back from left to right, also when `exit`
// or `return` leaves the callee.
#include <core.p4>
#include <v1model.p4>

header data_t {
    bit<8> kind;
    bit<8> a;
    bit<8> b;
    bit<8> c;
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

// x and y may be the same variable: neither sees what is written to the other.
bit<8> swapped(inout bit<8> x, inout bit<8> y) {
    bit<8> sum = x + y;
    bit<8> old = x;
    x = y + 1;
    y = old + 2;
    return sum;
}

control Leave(inout bit<8> value) {
    apply {
        value = 0x55;
        exit;
    }
}

control DataIngress(inout headers_t hdr, inout meta_t meta, inout standard_metadata_t standard) {
    Leave() leave;

    apply {
        standard.egress_spec = 2;
        if (hdr.data.kind == 1) {
            // The last copy-out wins.
            hdr.data.c = swapped(hdr.data.a, hdr.data.a);
        } else if (hdr.data.kind == 2) {
            // Only these four bits are written, of the value as it is by then.
            hdr.data.c[3:0] = (bit<4>) swapped(hdr.data.a, hdr.data.b);
        } else {
            leave.apply(hdr.data.a);
            hdr.data.b = 0xFF;
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

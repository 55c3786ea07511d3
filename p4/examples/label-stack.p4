// A stack of labels, as MPLS has it: a parser that loops, a stack that is popped, a deparser that
// writes what is left.
#include <core.p4>
#include <v1model.p4>

header label_t {
    bit<20> label;
    bit<3>  priority;
    bit<1>  bottom;
    bit<8>  ttl;
}

struct headers_t {
    label_t[4] labels;
}
struct meta_t { }

error { TtlOver }

parser LabelParser(packet_in packet, out headers_t hdr, inout meta_t meta,
                   inout standard_metadata_t standard) {
    state start {
        packet.extract(hdr.labels.next);
        verify(hdr.labels.last.ttl != 0, error.TtlOver);
        transition select(hdr.labels.last.bottom) {
            1: accept;
            0: start;
        }
    }
}

control Nothing(inout headers_t hdr, inout meta_t meta) {
    apply { }
}

control LabelIngress(inout headers_t hdr, inout meta_t meta, inout standard_metadata_t standard) {
    @id(0x01000001)
    action pop(@id(1) bit<9> port) {
        bit<8> ttl = hdr.labels[0].ttl - 1;
        hdr.labels.pop_front(1);
        if (hdr.labels[0].isValid()) {
            hdr.labels[0].ttl = ttl;
        }
        standard.egress_spec = port;
    }
    @id(0x01000002)
    action swap(@id(1) bit<20> label, @id(2) bit<9> port) {
        hdr.labels[0].label = label;
        hdr.labels[0].ttl = hdr.labels[0].ttl - 1;
        standard.egress_spec = port;
    }
    @id(0x01000003)
    action drop() {
        mark_to_drop(standard);
    }

    @id(0x02000001)
    table labels {
        key = { hdr.labels[0].label : exact @id(1) @name("label"); }
        actions = { pop; swap; drop; }
        const default_action = drop();
    }

    apply {
        if (standard.parser_error != error.NoError) {
            drop();
        } else {
            labels.apply();
        }
    }
}

control LabelEgress(inout headers_t hdr, inout meta_t meta, inout standard_metadata_t standard) {
    apply { }
}

control LabelDeparser(packet_out packet, in headers_t hdr) {
    apply {
        packet.emit(hdr.labels);
    }
}

V1Switch(LabelParser(), Nothing(), LabelIngress(), LabelEgress(), Nothing(), LabelDeparser()) main;

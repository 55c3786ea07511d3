// The switch in front of a merchant (v1model). It puts packets into classes, gives payments strict
// priority, and drops double spends and stale replays in line. The header and every rule are in
// spec/dataplane.md; DP-n names a clause there.
//
// It is an optimisation and never an authority: what it drops, the authority behind it would have
// refused, or is a stale duplicate of what it let through less than a retry interval ago.
#include <core.p4>
#include <v1model.p4>

// Sizes, to be chosen at compile time.
#ifndef SLOT_BITS
#define SLOT_BITS 16
#endif
#ifndef BLOOM_BITS
#define BLOOM_BITS 18
#endif

typedef bit<9>  Port;
typedef bit<48> Microseconds;
typedef bit<64> Tag;
typedef bit<16> Generation;

const bit<16> ETHERTYPE_IPV4 = 0x0800;
const bit<8>  PROTOCOL_UDP   = 17;
const bit<16> BCB_PORT       = 4848;
const bit<16> BCB_MAGIC      = 0xFA57;
const bit<8>  BCB_VERSION    = 1;
const bit<16> BCB_BYTES      = 40;
const bit<16> UDP_BYTES      = 8;
const bit<16> IPV4_BYTES     = 20;

// DP-1: what a BCB packet is about.
enum bit<8> Kind {
    ORDER       = 1,
    VOTE        = 2,
    CERTIFICATE = 3,
    RECEIPT     = 4,
    HANDOFF     = 5,
    DATA        = 6
}

// DP-3: the classes, and the DSCP that each leaves with.
const bit<2> CLASS_0_FASTPAY_BCB  = 0;
const bit<2> CLASS_1_PAYMENT_DATA = 1;
const bit<2> CLASS_2_BEST_EFFORT  = 2;
const bit<6> DSCP_CLASS_0 = 46;
const bit<6> DSCP_CLASS_1 = 26;
const bit<6> DSCP_CLASS_2 = 0;

// Cells of the counter of decisions (DP-15).
const bit<32> PASSED        = 0;
const bit<32> RETRANSMITTED = 1;
const bit<32> CONFLICT      = 2;
const bit<32> STALE         = 3;
const bit<32> STALE_PASSED  = 4;
const bit<32> SLOW_LANE     = 5;
const bit<32> LAPSED        = 6;
const bit<32> STALE_OTHER   = 7;
const bit<32> LEARNED       = 8;

const bit<8> KEEP_CLONE = 1;

header ethernet_t {
    bit<48> dst;
    bit<48> src;
    bit<16> type;
}

header ipv4_t {
    bit<4>  version;
    bit<4>  ihl;
    bit<6>  dscp;
    bit<2>  ecn;
    bit<16> total_length;
    bit<16> id;
    bit<3>  flags;
    bit<13> fragment;
    bit<8>  ttl;
    bit<8>  protocol;
    bit<16> checksum;
    bit<32> src;
    bit<32> dst;
}

header udp_t {
    bit<16> src_port;
    bit<16> dst_port;
    bit<16> length;
    bit<16> checksum;
}

// DP-1, field by field. 40 bytes.
header bcb_t {
    bit<16> magic;
    bit<8>  version;
    bit<8>  kind;
    bit<32> epoch;
    bit<64> nonce;
    Tag     account;
    Tag     core;
    Tag     authority;
}

struct headers_t {
    ethernet_t ethernet;
    ipv4_t     ipv4;
    udp_t      udp;
    bcb_t      bcb;
}

// What the controller hears of a conflict. Tags, no signatures: the packet itself travels as well.
struct conflict_t {
    Tag     account;
    bit<32> epoch;
    bit<64> nonce;
    Tag     voted;
    Tag     offered;
    Port    port;
}

struct meta_t {
    // What the controller has set (DP-4, DP-10, DP-12).
    Tag          authority;
    bit<64>      slot_secret;
    bit<64>      nonce_secret;
    bit<64>      epoch_secret;
    bit<64>      bloom_secret;
    Generation   current;
    Generation   previous;
    Microseconds retry;
    // In 65536ths: 65536 is always.
    bit<17>      chance;
    bit<1>       from_authority;
    // What is decided about this packet.
    bit<1>       is_bcb;
    bit<2>       class;
    bit<1>       drop;
    @field_list(KEEP_CLONE)
    bit<1>       is_evidence;
}

parser FlashParser(packet_in packet, out headers_t hdr, inout meta_t meta,
                   inout standard_metadata_t standard_metadata) {
    state start {
        packet.extract(hdr.ethernet);
        transition select(hdr.ethernet.type) {
            ETHERTYPE_IPV4: ipv4;
            default: accept;
        }
    }
    state ipv4 {
        packet.extract(hdr.ipv4);
        // Options and fragments carry no BCB (DP-2).
        transition select(hdr.ipv4.version, hdr.ipv4.ihl, hdr.ipv4.flags[0:0], hdr.ipv4.fragment,
                          hdr.ipv4.protocol) {
            (4, 5, 0, 0, PROTOCOL_UDP): udp;
            default: accept;
        }
    }
    state udp {
        packet.extract(hdr.udp);
        transition select(hdr.udp.dst_port) {
            BCB_PORT: bcb;
            default: accept;
        }
    }
    state bcb {
        // Too short: the header stays invalid, and parser_error says so. Nothing is dropped here.
        packet.extract(hdr.bcb);
        transition accept;
    }
}

control FlashVerifyChecksum(inout headers_t hdr, inout meta_t meta) {
    apply { }
}

// Puts a packet into its class (DP-2 to DP-4).
control Classify(inout headers_t hdr, inout meta_t meta,
                 inout standard_metadata_t standard_metadata) {
    @id(0x12000001) @name("port_packets")
    counter(512, CounterType.packets_and_bytes) port_packets;
    @id(0x14000001) @name("port_meter")
    meter(512, MeterType.bytes) port_meter;
    @id(0x12000002) @name("demotions")
    counter(4, CounterType.packets_and_bytes) demotions;

    bit<2> color;

    apply {
        bit<32> port = (bit<32>) standard_metadata.ingress_port;
        port_packets.count(port);
        bool is_bcb = hdr.bcb.isValid()
            && hdr.bcb.magic == BCB_MAGIC
            && hdr.bcb.version == BCB_VERSION
            && hdr.bcb.kind >= 1 && hdr.bcb.kind <= 6
            && hdr.udp.length >= UDP_BYTES + BCB_BYTES
            && hdr.ipv4.total_length >= IPV4_BYTES + UDP_BYTES + BCB_BYTES;
        if (!is_bcb) {
            // DSCP alone buys nothing.
            meta.class = CLASS_2_BEST_EFFORT;
        } else {
            meta.is_bcb = 1;
            meta.class = hdr.bcb.kind == Kind.DATA ? CLASS_1_PAYMENT_DATA : CLASS_0_FASTPAY_BCB;
            port_meter.execute_meter<bit<2>>(port, color);
            if (color != V1MODEL_METER_COLOR_GREEN) {
                demotions.count((bit<32>) color);
                meta.class = color == V1MODEL_METER_COLOR_YELLOW
                    ? CLASS_1_PAYMENT_DATA : CLASS_2_BEST_EFFORT;
            }
        }
    }
}

// One account a slot, and what its authority has said of it (DP-5, DP-6).
struct slot_t {
    bit<32> index;
    Tag     account;
    bit<32> epoch;
    bit<64> nonce;
    Tag     core;
    bit<64> floor;
}

// The nonce filter (DP-5 to DP-14): the decision table, first row that fits.
control NonceFilter(inout headers_t hdr, inout meta_t meta,
                    inout standard_metadata_t standard_metadata) {
    @id(0x16000001) @name("slot_account")
    register<Tag>(1 << SLOT_BITS) slot_account;
    @id(0x16000002) @name("slot_epoch")
    register<bit<32>>(1 << SLOT_BITS) slot_epoch;
    @id(0x16000003) @name("slot_nonce")
    register<bit<64>>(1 << SLOT_BITS) slot_nonce;
    @id(0x16000004) @name("slot_core")
    register<Tag>(1 << SLOT_BITS) slot_core;
    @id(0x16000005) @name("slot_floor")
    register<bit<64>>(1 << SLOT_BITS) slot_floor;
    @id(0x16000006) @name("slot_passed_at")
    register<Microseconds>(1 << SLOT_BITS) slot_passed_at;
    // What the gate let through last: another order below the floor is no duplicate of it.
    @id(0x16000009) @name("slot_passed_nonce")
    register<bit<64>>(1 << SLOT_BITS) slot_passed_nonce;
    @id(0x1600000A) @name("slot_passed_core")
    register<Tag>(1 << SLOT_BITS) slot_passed_core;
    @id(0x16000007) @name("slot_told_at")
    register<Microseconds>(1 << SLOT_BITS) slot_told_at;
    @id(0x16000008) @name("bloom")
    register<Generation>(1 << BLOOM_BITS) bloom;
    @id(0x12000003) @name("decisions")
    counter(9, CounterType.packets) decisions;

    slot_t slot;
    // The four cells of a key, and the generations in them.
    bit<32> cell_0;
    bit<32> cell_1;
    bit<32> cell_2;
    bit<32> cell_3;

    // DP-7: multiply-shift under a secret. A CRC would be one hash four times over.
    action find_slot() {
        bit<64> product = hdr.bcb.account * meta.slot_secret;
        slot.index = (bit<32>) product[63:64 - SLOT_BITS];
        slot_account.read(slot.account, slot.index);
        slot_epoch.read(slot.epoch, slot.index);
        slot_nonce.read(slot.nonce, slot.index);
        slot_core.read(slot.core, slot.index);
        slot_floor.read(slot.floor, slot.index);
    }

    // DP-8: one product, two halves; the rows are h1 + i * h2, h2 odd.
    action find_cells() {
        bit<64> key = hdr.bcb.account
            + hdr.bcb.nonce * meta.nonce_secret
            + (bit<64>) hdr.bcb.epoch * meta.epoch_secret;
        bit<64> product = (key ^ (key >> 32)) * meta.bloom_secret;
        bit<32> h1 = product[63:32];
        bit<32> h2 = product[31:0] | 1;
        cell_0 = h1 >> (32 - BLOOM_BITS);
        cell_1 = (h1 + h2) >> (32 - BLOOM_BITS);
        cell_2 = (h1 + h2 + h2) >> (32 - BLOOM_BITS);
        cell_3 = (h1 + h2 + h2 + h2) >> (32 - BLOOM_BITS);
    }

    // DP-9: a cell is live if this generation or the one before it set it; 0 is never.
    action look_up(out bool hit) {
        Generation g0;
        Generation g1;
        Generation g2;
        Generation g3;
        bloom.read(g0, cell_0);
        bloom.read(g1, cell_1);
        bloom.read(g2, cell_2);
        bloom.read(g3, cell_3);
        hit = (g0 != 0 && (g0 == meta.current || g0 == meta.previous))
            && (g1 != 0 && (g1 == meta.current || g1 == meta.previous))
            && (g2 != 0 && (g2 == meta.current || g2 == meta.previous))
            && (g3 != 0 && (g3 == meta.current || g3 == meta.previous));
    }

    action remember() {
        bloom.write(cell_0, meta.current);
        bloom.write(cell_1, meta.current);
        bloom.write(cell_2, meta.current);
        bloom.write(cell_3, meta.current);
    }

    // DP-6: only what enters at the authority's own port and is its own vote or receipt. Below the
    // floor a vote says nothing any more: others may have certified another order there.
    action learn() {
        bool same = slot.account == hdr.bcb.account && slot.epoch == hdr.bcb.epoch;
        if (!same) {
            // Another account's slot: no vote is known (the core of no order is 0), nothing has
            // been let through, nobody has been told.
            slot.nonce = 0;
            slot.core = 0;
            slot.floor = 0;
            slot_passed_at.write(slot.index, 0);
            slot_told_at.write(slot.index, 0);
        }
        if (hdr.bcb.kind == Kind.VOTE) {
            if (hdr.bcb.nonce >= slot.floor) {
                slot.nonce = hdr.bcb.nonce;
                slot.core = hdr.bcb.core;
            }
        } else {
            if (hdr.bcb.nonce + 1 > slot.floor) {
                slot.floor = hdr.bcb.nonce + 1;
            }
            if (slot.nonce < slot.floor) {
                slot.nonce = 0;
                slot.core = 0;
            }
        }
        slot_account.write(slot.index, hdr.bcb.account);
        slot_epoch.write(slot.index, hdr.bcb.epoch);
        slot_nonce.write(slot.index, slot.nonce);
        slot_core.write(slot.index, slot.core);
        slot_floor.write(slot.index, slot.floor);
        remember();
        decisions.count(LEARNED);
    }

    // DP-11: dropped, and the controller hears of it; once in an interval it gets the packet too.
    action conflict() {
        meta.drop = 1;
        decisions.count(CONFLICT);
        digest<conflict_t>(1, {
            hdr.bcb.account, hdr.bcb.epoch, hdr.bcb.nonce, slot.core, hdr.bcb.core,
            standard_metadata.ingress_port
        });
        Microseconds told_at;
        slot_told_at.read(told_at, slot.index);
        Microseconds now = standard_metadata.ingress_global_timestamp;
        if (told_at == 0 || now - told_at >= meta.retry) {
            slot_told_at.write(slot.index, now);
            meta.is_evidence = 1;
            clone_preserving_field_list(CloneType.I2E, 1, KEEP_CLONE);
        }
    }

    action slow_lane(in bit<32> reason) {
        if (meta.class == CLASS_0_FASTPAY_BCB) {
            meta.class = CLASS_1_PAYMENT_DATA;
        }
        decisions.count(reason);
    }

    // DP-12: one in an interval passes. The same again is dropped, but for some that chance lets
    // through: who replays an old copy just before the wallet's retry would use up the gate every
    // time, and nobody can use up chance. DP-13: what is not the same is no duplicate, for the
    // authority takes some orders below the floor (an escrow); it goes on in the slow lane.
    action stale() {
        Microseconds passed_at;
        bit<64> passed_nonce;
        Tag passed_core;
        slot_passed_at.read(passed_at, slot.index);
        slot_passed_nonce.read(passed_nonce, slot.index);
        slot_passed_core.read(passed_core, slot.index);
        Microseconds now = standard_metadata.ingress_global_timestamp;
        bit<17> draw;
        random<bit<17>>(draw, 0, 0xFFFF);
        if (passed_at == 0 || now - passed_at >= meta.retry) {
            slot_passed_at.write(slot.index, now);
            slot_passed_nonce.write(slot.index, hdr.bcb.nonce);
            slot_passed_core.write(slot.index, hdr.bcb.core);
            decisions.count(STALE_PASSED);
        } else if (passed_nonce != hdr.bcb.nonce || passed_core != hdr.bcb.core) {
            slow_lane(STALE_OTHER);
        } else if (draw < meta.chance) {
            decisions.count(STALE_PASSED);
        } else {
            meta.drop = 1;
            decisions.count(STALE);
        }
    }

    apply {
        bool is_own = hdr.bcb.authority == meta.authority;
        bool learns = meta.from_authority == 1 && is_own
            && (hdr.bcb.kind == Kind.VOTE || hdr.bcb.kind == Kind.RECEIPT);
        bool judges = meta.from_authority == 0 && is_own && hdr.bcb.kind == Kind.ORDER;
        if (learns) {
            find_slot();
            find_cells();
            learn();
        } else if (judges) {
            bool hit;
            find_slot();
            find_cells();
            look_up(hit);
            bool voted = slot.core != 0 && slot.nonce == hdr.bcb.nonce;
            if (slot.account != hdr.bcb.account) {
                if (hit) {
                    slow_lane(SLOW_LANE);
                } else {
                    decisions.count(PASSED);
                }
            } else if (slot.epoch != hdr.bcb.epoch) {
                decisions.count(PASSED);
            } else if (voted && slot.core != hdr.bcb.core) {
                if (hit) {
                    conflict();
                } else {
                    slow_lane(LAPSED);
                }
            } else if (voted) {
                decisions.count(RETRANSMITTED);
            } else if (hdr.bcb.nonce < slot.floor) {
                if (hit) {
                    stale();
                } else {
                    slow_lane(LAPSED);
                }
            } else {
                decisions.count(PASSED);
            }
        }
    }
}

control FlashIngress(inout headers_t hdr, inout meta_t meta,
                     inout standard_metadata_t standard_metadata) {
    Classify() classify;
    NonceFilter() nonce_filter;
    @id(0x12000004) @name("classes")
    counter(3, CounterType.packets_and_bytes) classes;
    @id(0x12000005) @name("unrouted")
    counter(1, CounterType.packets_and_bytes) unrouted;

    @id(0x01000001)
    action configure(@id(1) Tag authority, @id(2) bit<64> slot_secret, @id(3) bit<64> nonce_secret,
                     @id(4) bit<64> epoch_secret, @id(5) bit<64> bloom_secret,
                     @id(6) Microseconds retry, @id(7) bit<17> chance) {
        meta.authority = authority;
        meta.slot_secret = slot_secret;
        meta.nonce_secret = nonce_secret;
        meta.epoch_secret = epoch_secret;
        meta.bloom_secret = bloom_secret;
        meta.retry = retry;
        meta.chance = chance;
    }

    // DP-10: rotated by a default action, for registers cannot be written through P4Runtime.
    @id(0x01000002)
    action set_generation(@id(1) Generation current, @id(2) Generation previous) {
        meta.current = current;
        meta.previous = previous;
    }

    @id(0x01000003)
    action from_authority() {
        meta.from_authority = 1;
    }

    @id(0x01000004)
    action from_outside() {
        meta.from_authority = 0;
    }

    @id(0x01000005)
    action forward(@id(1) Port port) {
        standard_metadata.egress_spec = port;
    }

    @id(0x01000006)
    action no_route() {
        mark_to_drop(standard_metadata);
        unrouted.count(0);
    }

    // DP-3: the DSCP that leaves. The checksum follows what changed (RFC 1624, equation 3), so that
    // a right one stays right, with options too, and a broken one stays broken.
    action mark(in bit<6> dscp) {
        bit<16> before = hdr.ipv4.version ++ hdr.ipv4.ihl ++ hdr.ipv4.dscp ++ hdr.ipv4.ecn;
        hdr.ipv4.dscp = dscp;
        bit<16> after = hdr.ipv4.version ++ hdr.ipv4.ihl ++ hdr.ipv4.dscp ++ hdr.ipv4.ecn;
        bit<32> sum = (bit<32>) ~hdr.ipv4.checksum + (bit<32>) ~before + (bit<32>) after;
        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        hdr.ipv4.checksum = ~sum[15:0];
    }

    @id(0x02000001)
    table config {
        actions = { configure; }
        default_action = configure(0, 1, 1, 1, 1, 1000000, 4096);
        size = 1;
    }

    @id(0x02000002)
    table generation {
        actions = { set_generation; }
        default_action = set_generation(1, 0);
        size = 1;
    }

    @id(0x02000003)
    table port_role {
        key = { standard_metadata.ingress_port : exact @id(1) @name("port"); }
        actions = { from_authority; from_outside; }
        const default_action = from_outside();
        size = 512;
    }

    @id(0x02000004)
    table route {
        key = { hdr.ipv4.dst : lpm @id(1) @name("dst"); }
        actions = { forward; no_route; }
        const default_action = no_route();
        size = 1024;
    }

    apply {
        mark_to_drop(standard_metadata);
        classify.apply(hdr, meta, standard_metadata);
        // What the filter is told by tables nobody else is made to wait for.
        if (meta.is_bcb == 1) {
            config.apply();
            generation.apply();
            port_role.apply();
            nonce_filter.apply(hdr, meta, standard_metadata);
        }
        if (hdr.ipv4.isValid()) {
            route.apply();
            // DP-3: the class says the priority, and the DSCP that leaves.
            if (meta.class == CLASS_0_FASTPAY_BCB) {
                standard_metadata.priority = 2;
                mark(DSCP_CLASS_0);
            } else if (meta.class == CLASS_1_PAYMENT_DATA) {
                standard_metadata.priority = 1;
                mark(DSCP_CLASS_1);
            } else {
                standard_metadata.priority = 0;
                mark(DSCP_CLASS_2);
            }
        } else {
            no_route();
        }
        if (meta.drop == 1) {
            mark_to_drop(standard_metadata);
        } else {
            classes.count((bit<32>) meta.class);
        }
    }
}

control FlashEgress(inout headers_t hdr, inout meta_t meta,
                    inout standard_metadata_t standard_metadata) {
    apply { }
}

control FlashComputeChecksum(inout headers_t hdr, inout meta_t meta) {
    apply { }
}

control FlashDeparser(packet_out packet, in headers_t hdr) {
    apply {
        packet.emit(hdr.ethernet);
        packet.emit(hdr.ipv4);
        packet.emit(hdr.udp);
        packet.emit(hdr.bcb);
    }
}

V1Switch(FlashParser(), FlashVerifyChecksum(), FlashIngress(), FlashEgress(),
         FlashComputeChecksum(), FlashDeparser()) main;

package authority

import (
	"fmt"
	"math/big"
)

// Genesis is the trusted beginning of a network (formats/genesis.md), checked.
type Genesis struct {
	Network    string
	Skew       uint64
	TTLMax     uint64
	QueueMax   uint64
	Committees map[Digest]Committee
	Openings   []Opening
	Ownership  map[Tenure]Digest // the rows
}

// Tenure is an account in one epoch; a row of the ownership says which committee has it.
type Tenure struct {
	Account Key
	Epoch   uint64
}

// Committee is weighted authorities (TH-5), named by its digest.
type Committee struct {
	Members []Member `json:"members"`
	Name    string   `json:"name"`
}

// Member is one authority of a committee.
type Member struct {
	Key    Key    `json:"key"`
	Name   string `json:"name"`
	Weight uint64 `json:"weight"`
}

// weightOf is the weight of a member, 0 of a stranger.
func (c Committee) weightOf(key Key) uint64 {
	for _, m := range c.Members {
		if m.Key == key {
			return m.Weight
		}
	}
	return 0
}

// isQuorum compares with two thirds of the whole weight, in integers (TH-6).
func (c Committee) isQuorum(weight uint64) bool {
	total := uint64(0)
	for _, m := range c.Members {
		total += m.Weight
	}
	return 3*weight > 2*total
}

// Opening is the state in which an account begins.
type Opening struct {
	Account   Key
	Epoch     uint64
	Committee Digest
	Balance   int64 // in the beginning; what it becomes need not fit (TH-13)
	NextNonce uint64
	Frozen    bool
	Escrow    []Escrow
}

// DecodeGenesis reads and checks a genesis. The error names the place and the clause.
func DecodeGenesis(v Value) (*Genesis, error) {
	r := v.Record()
	g := &Genesis{Network: r.name("network"), Committees: map[Digest]Committee{}, Ownership: map[Tenure]Digest{}}
	p := r.Record("parameters")
	g.Skew, g.TTLMax, g.QueueMax = p.time("skew"), p.ttl("ttl_max"), p.integer("queue_max", 0, maxShort)
	committees, openings, ownership := r.List("committees"), r.List("openings"), r.List("ownership")
	if !r.Done() || !p.Done() {
		return nil, fmt.Errorf("genesis: network, parameters or a list is malformed (TH-3, TH-7, TH-12, EX-6)")
	}
	for i, item := range committees {
		c, err := decodeCommittee(item)
		digest := digestOf("committee", g.Network, c)
		if _, twice := g.Committees[digest]; err == nil && twice {
			err = fmt.Errorf("it stands twice (TH-5)")
		}
		if err != nil {
			return nil, fmt.Errorf("genesis: /committees/%d: %w", i, err)
		}
		g.Committees[digest] = c
	}
	for i, item := range ownership {
		if err := g.addOwnership(item); err != nil {
			return nil, fmt.Errorf("genesis: /ownership/%d: %w", i, err)
		}
	}
	issued := new(big.Int)
	opened := map[Key]bool{}
	for i, item := range openings {
		o, err := g.decodeOpening(item)
		if err == nil && opened[o.Account] {
			err = fmt.Errorf("the account is opened twice (TH-1)")
		}
		if err != nil {
			return nil, fmt.Errorf("genesis: /openings/%d: %w", i, err)
		}
		opened[o.Account] = true
		g.Openings = append(g.Openings, o)
		issued.Add(issued, big.NewInt(o.Balance))
		for _, e := range o.Escrow {
			issued.Add(issued, big.NewInt(e.Amount))
		}
	}
	if !issued.IsInt64() && issued.Sign() > 0 {
		return nil, fmt.Errorf("genesis: /openings: the balances add up to more than 2^63-1 (TH-13)")
	}
	return g, nil
}

// names says whether the genesis knows who owned an account in some epoch.
func (g *Genesis) names(account Key) bool {
	for tenure := range g.Ownership {
		if tenure.Account == account {
			return true
		}
	}
	return false
}

func decodeCommittee(v Value) (Committee, error) {
	r := v.Record()
	c := Committee{Name: r.name("name")}
	names := map[string]bool{}
	ok := true
	for i, item := range r.List("members") {
		m := item.Record()
		c.Members = append(c.Members, Member{m.key("key"), m.name("name"), m.integer("weight", 1, maxShort)})
		ok = ok && m.Done() && !names[c.Members[i].Name] && (i == 0 || c.Members[i-1].Key < c.Members[i].Key)
		names[c.Members[i].Name] = true
	}
	if !ok || !r.Done() || len(c.Members) == 0 {
		return c, fmt.Errorf("malformed committee (TH-5, TH-12, SG-1)")
	}
	return c, nil
}

func (g *Genesis) addOwnership(v Value) error {
	row, ok := decodeOwnershipProof(v)
	if !ok {
		return fmt.Errorf("malformed row (TH-12, TH-15)")
	}
	if _, known := g.Committees[row.Committee]; !known {
		return fmt.Errorf("no such committee (TH-15)")
	}
	tenure := Tenure{row.Account, row.Epoch}
	if _, twice := g.Ownership[tenure]; twice {
		return fmt.Errorf("a second row for that account and epoch (OP-1)")
	}
	g.Ownership[tenure] = row.Committee
	return nil
}

func (g *Genesis) decodeOpening(v Value) (Opening, error) {
	r := v.Record()
	o := Opening{
		Account: r.key("account"), Epoch: r.epoch("epoch"), Committee: r.digest("committee"),
		Balance: r.money("balance", -1<<63), NextNonce: r.nextNonce("next_nonce"), Frozen: r.Bool("frozen"),
	}
	escrows := r.List("escrow")
	if !r.Done() {
		return o, fmt.Errorf("malformed opening (TH-7, TH-12, TH-13, SG-1)")
	}
	if _, known := g.Committees[o.Committee]; !known {
		return o, fmt.Errorf("no such committee (TH-15)")
	}
	if g.Ownership[Tenure{o.Account, o.Epoch}] != o.Committee {
		return o, fmt.Errorf("the ownership has no row that says so (OP-1)")
	}
	for i, item := range escrows {
		e, ok := g.decodeEscrow(item, o.Account)
		if !ok || e.Nonce >= o.NextNonce || i > 0 && o.Escrow[i-1].Nonce >= e.Nonce {
			return o, fmt.Errorf("/escrow/%d is malformed (EX-12, TH-2, TH-7)", i)
		}
		o.Escrow = append(o.Escrow, e)
	}
	return o, nil
}

func (g *Genesis) decodeEscrow(v Value, account Key) (Escrow, bool) {
	r := v.Record()
	e := Escrow{Nonce: r.nonce("nonce"), Amount: r.amount("amount")}
	ok := true
	for _, item := range r.List("claims") {
		claim, claimOK := decodeClaim(item)
		digest := claim.digest()
		ok = ok && claimOK && claim.Network == g.Network && claim.Sender == account && claim.Nonce == e.Nonce &&
			claim.Amount <= e.Amount && !e.holds(digest)
		e.Claims, e.Full = append(e.Claims, digest), append(e.Full, claim)
	}
	return e, ok && r.Done() && len(e.Claims) > 0
}

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sort"
)

// An input, and the reason under which its malformed body is refused.
var reasons = map[string]string{
	"VerifyTransfer":       "Malformed",
	"SignVote":             "Malformed",
	"VerifyCertificate":    "CertificateMalformed",
	"ApplyCertificate":     "CertificateMalformed",
	"RecordEvidence":       "EvidenceInvalid",
	"RecordOwnershipProof": "OwnershipUnproven",
	"Restart":              "",
}

type emitted struct {
	Type string `json:"type"`
	Body any    `json:"body"`
}

// YOUR CORE stands here: what it knows, what it answers, what can be seen of it.
type core struct {
	accounts  object
	ownership []object
}

func newCore(asked reset) (*core, error) {
	// YOUR CORE: check the genesis, and that Seed is the secret of Self; return an error if not.
	var genesis struct {
		Network    string            `json:"network"`
		Committees []json.RawMessage `json:"committees"`
		Openings   []struct {
			Account   string `json:"account"`
			Epoch     int64  `json:"epoch"`
			Committee string `json:"committee"`
			Balance   string `json:"balance"`
			NextNonce int64  `json:"next_nonce"`
			Frozen    bool   `json:"frozen"`
		} `json:"openings"`
	}
	if err := json.Unmarshal(asked.Genesis, &genesis); err != nil {
		return nil, err
	}
	mine := map[string]bool{}
	for _, committee := range genesis.Committees {
		name, err := digest("committee", genesis.Network, committee)
		if err != nil {
			return nil, err
		}
		mine[name] = bytes.Contains(committee, []byte(`"key":"`+asked.Self+`"`))
	}
	opened := &core{accounts: object{}, ownership: []object{}}
	for _, each := range genesis.Openings {
		opened.ownership = append(opened.ownership,
			object{"account": each.Account, "epoch": each.Epoch, "committee": each.Committee})
		if !mine[each.Committee] {
			continue
		}
		opened.accounts[each.Account] = object{
			"epoch": each.Epoch, "committee": each.Committee, "balance": each.Balance, "next_nonce": each.NextNonce,
			"frozen": each.Frozen, "locks": []any{}, "applied": []any{}, "credited": []any{}, "queued": []any{},
			"evidence": nil, "escrow": []any{}, // YOUR CORE: an opening may hold money in escrow.
		}
	}
	sort.Slice(opened.ownership, func(left, right int) bool {
		return opened.ownership[left]["account"].(string) < opened.ownership[right]["account"].(string)
	})
	return opened, nil
}

func (core *core) apply(input string, body []byte) (object, []emitted) {
	if input == "Restart" {
		return object{"kind": "restarted"}, []emitted{}
	}
	// YOUR CORE: decode the body strictly (TH-12; it is the text as it came, with keys that stand twice, and 1.0), decide, make
	// the change durable in StateDir, and only then answer.
	return object{"kind": "refused", "reason": reasons[input]}, []emitted{}
}

// YOUR CORE: the state as schemas/authority-observation has it, all lists sorted.
func (core *core) observe(key string) any {
	if key == "accounts" {
		return core.accounts
	}
	return core.ownership
}

// Maps are encoded with sorted keys, which is RFC 8785 for names, keys and small integers.
func digest(kind, network string, message []byte) (string, error) {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(message))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		return "", err
	}
	text, err := json.Marshal(value)
	sum := sha256.Sum256(append([]byte("flashmesh/1/"+kind+"/"+network+"\n"), text...))
	return hex.EncodeToString(sum[:]), err
}

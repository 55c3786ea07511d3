package authority

import "slices"

// profile is a row of spec/profiles.json: the inputs that come, and what must be shown.
type profile struct{ inputs, observed []string }

var (
	settling = profile{
		[]string{
			"VerifyTransfer", "SignVote", "VerifyCertificate", "ApplyCertificate", "RecordEvidence", "RecordOwnershipProof", "Restart",
		},
		[]string{"accounts", "ownership"},
	}
	moving = settling.with(
		[]string{"Invite", "Release", "AcceptHandoff", "OpenAccount"}, []string{"releases", "accepted", "openings"})
	waiting = moving.with([]string{"Pend", "Lapse", "Activate"}, []string{"pending"})

	// profiles are those that are claimed.
	profiles = map[string]profile{"authority": settling, "committee": settling, "handoff": moving, "pending": waiting}
)

// with adds to a profile.
func (p profile) with(inputs, observed []string) profile {
	return profile{slices.Concat(p.inputs, inputs), slices.Concat(p.observed, observed)}
}

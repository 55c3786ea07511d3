package authority

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// store keeps the bytes of one state: in a file, or in memory if it has no directory.
type store struct {
	directory string
	bytes     []byte
}

// document is what is written: the state, and whose it is.
type document struct {
	Format string
	Owner  Digest // of network, genesis and self
	State  *state
}

const storeFormat = "flashmesh-go-state/2"

// save returns when the state is durable: a new file, synced, then put in the place of the old one.
func (s *store) save(owner Digest, st *state) error {
	s.bytes = mustMarshal(document{storeFormat, owner, st})
	if s.directory == "" {
		return nil
	}
	if err := os.MkdirAll(s.directory, 0o700); err != nil {
		return err
	}
	return errors.Join(writeSynced(s.path()+".new", s.bytes), os.Rename(s.path()+".new", s.path()), syncDirectory(s.directory))
}

// load reads only what was saved.
func (s *store) load(owner Digest) (*state, error) {
	if s.directory != "" {
		var err error
		if s.bytes, err = os.ReadFile(s.path()); err != nil {
			return nil, err
		}
	}
	d := document{}
	reader := json.NewDecoder(bytes.NewReader(s.bytes))
	reader.DisallowUnknownFields()
	if err := reader.Decode(&d); err != nil {
		return nil, err
	}
	if d.Format != storeFormat || d.Owner != owner || d.State == nil {
		return nil, fmt.Errorf("%s is not the state of this authority", s.path())
	}
	return d.State, nil
}

func (s *store) path() string { return filepath.Join(s.directory, "state.json") }

func writeSynced(path string, content []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Sync(), f.Close())
}

func syncDirectory(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

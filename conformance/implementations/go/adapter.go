// The stdio adapter: a request per line on stdin, its reply on stdout (spec/formats/subject.md). A fault ends it.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"flashmesh.invalid/authority/authority"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	replies := json.NewEncoder(os.Stdout) // unbuffered: a reply has left when Encode returns
	var subject authority.Subject
	for lines.Scan() {
		value, err := authority.Parse(lines.Bytes())
		request := value.Record()
		seq, verb, body := request.Text("seq"), request.Text("verb"), request.Record("body")
		if err == nil && !request.Done() {
			err = authority.ErrRequest
		}
		var reply any
		if err == nil {
			reply, err = subject.Answer(verb, body)
		}
		if lacks, ok := err.(authority.Unsupported); ok {
			verb, reply, err = "unsupported", lacks, nil
		}
		if err == nil {
			err = replies.Encode(map[string]any{"seq": seq, "verb": verb, "body": reply})
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "flashmesh authority:", err)
			os.Exit(3)
		}
		if verb == "bye" {
			return
		}
	}
	if err := lines.Err(); err != nil {
		fmt.Fprintln(os.Stderr, "flashmesh authority:", err)
		os.Exit(3)
	}
}

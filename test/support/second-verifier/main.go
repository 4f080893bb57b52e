// Checks an evidence pack with nothing of Scopewatch's: signed notes by golang.org/x/mod/sumdb/note, Merkle proofs by
// github.com/transparency-dev/merkle, and the leaves put together from the lines of the pack as the guide describes them.
//
//	secondverifier PACK VERIFIER-KEY [OLDER-CHECKPOINT CONSISTENCY-PROOF]
package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/transparency-dev/merkle/proof"
	"github.com/transparency-dev/merkle/rfc6962"
	"golang.org/x/mod/sumdb/note"
)

type row struct {
	Position   int64   `json:"position"`
	Salt       string  `json:"salt"`
	RecordedAt string  `json:"recordedAt"`
	ClientID   *string `json:"clientId"`
	// Of an event.
	Kafka struct {
		Topic     string `json:"topic"`
		Partition int32  `json:"partition"`
		Offset    int64  `json:"offset"`
	} `json:"kafka"`
	Key      *string         `json:"key"`
	Headers  json.RawMessage `json:"headers"`
	Value    string          `json:"value"`
	Redacted json.RawMessage `json:"redacted"`
	Envelope struct {
		Source string `json:"source"`
		ID     string `json:"id"`
		Type   string `json:"type"`
	} `json:"envelope"`
	// Of a fact about an alert.
	AlertID string  `json:"alertId"`
	Kind    string  `json:"kind"`
	Cause   *string `json:"cause"`
	Actor   *string `json:"actor"`
	Body    string  `json:"body"`
}

type rowProof struct {
	Position int64    `json:"position"`
	Index    uint64   `json:"index"`
	Path     []string `json:"path"`
	Leaf     string   `json:"leaf"`
}

type batch struct {
	Chain      string `json:"chain"`
	Seq        int64  `json:"seq"`
	Block      int64  `json:"block"`
	RecordedAt string `json:"recordedAt"`
	Events     uint64 `json:"events"`
	Facts      uint64 `json:"facts"`
	Rejections uint64 `json:"rejections"`
	Records    uint64 `json:"records"`
	Content    string `json:"content"`
	Tree       *struct {
		Index uint64   `json:"index"`
		Path  []string `json:"path"`
	} `json:"tree"`
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func run(args []string) error {
	parts, err := unzip(args[0])
	if err != nil {
		return err
	}
	head, root, err := openCheckpoint(parts["checkpoint.txt"], args[1])
	if err != nil {
		return err
	}
	batches := map[int64]batch{}
	for _, line := range lines(parts["chain.ndjson"]) {
		var b batch
		if err := json.Unmarshal(line, &b); err != nil {
			return err
		}
		batches[b.Block] = b
		if b.Tree == nil {
			return fmt.Errorf("batch %d is under no checkpoint", b.Block)
		}
		leaf := rfc6962.DefaultHasher.HashLeaf([]byte(textOf(b)))
		if err := proof.VerifyInclusion(rfc6962.DefaultHasher, b.Tree.Index, head, leaf, hexes(b.Tree.Path), root); err != nil {
			return fmt.Errorf("batch %d: %w", b.Block, err)
		}
	}
	proofs := map[int64]rowProof{}
	for _, line := range lines(parts["row-proofs.ndjson"]) {
		var p rowProof
		if err := json.Unmarshal(line, &p); err != nil {
			return err
		}
		proofs[p.Position] = p
	}
	made, given := 0, 0
	for _, part := range []string{"events.ndjson", "shared-events.ndjson", "alert-facts.ndjson"} {
		for _, line := range lines(parts[part]) {
			var r row
			if err := json.Unmarshal(line, &r); err != nil {
				return err
			}
			p, b := proofs[r.Position], batches[r.Position/65536]
			leaf, _ := hex.DecodeString(p.Leaf)
			if r.Redacted == nil {
				leaf = rfc6962.DefaultHasher.HashLeaf(dataOf(r, part))
				made++
			} else {
				given++
			}
			size := b.Events + b.Facts + b.Rejections + b.Records
			content, _ := hex.DecodeString(b.Content)
			if err := proof.VerifyInclusion(rfc6962.DefaultHasher, p.Index, size, leaf, hexes(p.Path), content); err != nil {
				return fmt.Errorf("row %d: %w", r.Position, err)
			}
		}
	}
	if len(args) > 2 {
		if err := continues(args[2], args[3], args[1], head, root); err != nil {
			return err
		}
	}
	fmt.Printf("%d batches, %d rows made again, %d by their leaves, checkpoint %d\n", len(batches), made, given, head)
	return nil
}

// continues checks that the log of the pack begins with the one of an older checkpoint.
func continues(older, path, key string, head uint64, root []byte) error {
	text, err := os.ReadFile(older)
	if err != nil {
		return err
	}
	first, firstRoot, err := openCheckpoint(text, key)
	if err != nil {
		return err
	}
	var steps []string
	bytes, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(bytes, &steps); err != nil {
		return err
	}
	hashes := make([][]byte, len(steps))
	for i, step := range steps {
		if hashes[i], err = base64.StdEncoding.DecodeString(step); err != nil {
			return err
		}
	}
	return proof.VerifyConsistency(rfc6962.DefaultHasher, first, head, hashes, firstRoot, root)
}

func openCheckpoint(text []byte, key string) (uint64, []byte, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return 0, nil, err
	}
	opened, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return 0, nil, err
	}
	fields := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseUint(fields[1], 10, 64)
	if err != nil {
		return 0, nil, err
	}
	root, err := base64.StdEncoding.DecodeString(fields[2])
	return size, root, err
}

func textOf(b batch) string {
	rows := fmt.Sprintf("rows %d %d %d %d", b.Events, b.Facts, b.Rejections, b.Records)
	return fmt.Sprintf("scopewatch/batch/v2\nchain %s %d\nblock %d\nrecorded %s\n%s\n%s\n",
		strings.ReplaceAll(url.QueryEscape(b.Chain), "+", "%20"), b.Seq, b.Block, b.RecordedAt, rows, b.Content)
}

// dataOf puts the data of a leaf together: the rest of the salt's length, then column after column, each after its length.
func dataOf(r row, part string) []byte {
	var out bytes.Buffer
	salt, _ := hex.DecodeString(r.Salt)
	out.Write([]byte{0, 0, 16})
	out.Write(salt)
	put := func(column []byte) {
		_ = binary.Write(&out, binary.BigEndian, int32(len(column)))
		out.Write(column)
	}
	text := func(s *string) {
		if s == nil {
			_ = binary.Write(&out, binary.BigEndian, int32(-1))
		} else {
			put([]byte(*s))
		}
	}
	number := func(n int64) { put(binary.BigEndian.AppendUint64(nil, uint64(n))) }
	at, _ := time.Parse(time.RFC3339, r.RecordedAt)
	microseconds := at.UnixMicro() - time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()

	number(r.Position)
	if part == "alert-facts.ndjson" {
		text(r.ClientID)
		text(&r.AlertID)
		text(&r.Kind)
		text(r.Cause)
		number(microseconds)
		text(r.Actor)
		text(&r.Body)
		return out.Bytes()
	}
	named := fmt.Sprintf("%d:%s%s", len(utf16.Encode([]rune(r.Envelope.Source))), r.Envelope.Source, r.Envelope.ID)
	identity := sha256.Sum256([]byte(named))
	put(identity[:16])
	text(r.ClientID)
	kind := strings.TrimPrefix(r.Envelope.Type, "io.scopewatch.")
	text(&kind)
	if part == "shared-events.ndjson" {
		put([]byte{1})
	} else {
		put([]byte{0})
	}
	number(microseconds)
	text(&r.Kafka.Topic)
	put(binary.BigEndian.AppendUint32(nil, uint32(r.Kafka.Partition)))
	number(r.Kafka.Offset)
	if r.Key == nil {
		text(nil)
	} else {
		key, _ := base64.StdEncoding.DecodeString(*r.Key)
		put(key)
	}
	if headers := string(r.Headers); headers == "null" {
		text(nil)
	} else {
		text(&headers)
	}
	value, _ := base64.StdEncoding.DecodeString(r.Value)
	put(value)
	return out.Bytes()
}

func hexes(path []string) [][]byte {
	hashes := make([][]byte, len(path))
	for i, step := range path {
		hashes[i], _ = hex.DecodeString(step)
	}
	return hashes
}

func lines(part []byte) [][]byte {
	var found [][]byte
	scanner := bufio.NewScanner(bytes.NewReader(part))
	scanner.Buffer(nil, 64<<20)
	for scanner.Scan() {
		found = append(found, bytes.Clone(scanner.Bytes()))
	}
	return found
}

func unzip(path string) (map[string][]byte, error) {
	file, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	parts := map[string][]byte{}
	for _, f := range file.File {
		part, err := f.Open()
		if err != nil {
			return nil, err
		}
		if parts[f.Name], err = io.ReadAll(part); err != nil {
			return nil, err
		}
		part.Close()
	}
	return parts, nil
}

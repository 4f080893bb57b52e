// Makes a log and its key known to litewitness, as its witnessctl does; that one needs modules that this doesn't.
package main

import (
	"log"
	"os"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

const emptyTree = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="

// register DATABASE ORIGIN KEY
func main() {
	db, err := sqlite.OpenConn(os.Args[1], 0)
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	for _, s := range []struct {
		statement string
		args      []any
	}{
		{"INSERT INTO log (origin, tree_size, tree_hash) VALUES (?, 0, ?)", []any{os.Args[2], emptyTree}},
		{"INSERT INTO key (origin, key) VALUES (?, ?)", []any{os.Args[2], os.Args[3]}},
	} {
		if err := sqlitex.Execute(db, s.statement, &sqlitex.ExecOptions{Args: s.args}); err != nil {
			log.Fatal(err)
		}
	}
}

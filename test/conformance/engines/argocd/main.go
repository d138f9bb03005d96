// Command argocd asks Argo CD's own code, without its servers: what it makes of settings and projects, and how it syncs. It reads a
// question as JSON from standard input and prints the answer as JSON.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/sirupsen/logrus"
)

var commands = map[string]func(context.Context, []byte) (any, error){
	"health": readHealth,
	"permit": permit,
	"sync":   syncApplication,
}

func main() {
	logrus.SetOutput(io.Discard)
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 || commands[os.Args[1]] == nil {
		return fmt.Errorf("usage: argocd health|permit|sync")
	}
	question, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	answer, err := commands[os.Args[1]](context.Background(), question)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(answer)
}

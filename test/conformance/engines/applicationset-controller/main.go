// Command applicationset-controller is Argo CD's ApplicationSet controller alone. Argo CD itself is one binary for all of its
// parts, which takes a folder of static files of its user interface to build.
package main

import (
	"os"

	command "github.com/argoproj/argo-cd/v3/cmd/argocd-applicationset-controller/commands"
)

func main() {
	if err := command.NewCommand().Execute(); err != nil {
		os.Exit(1)
	}
}

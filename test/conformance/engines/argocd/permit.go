package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/argoproj/argo-cd/v3/util/argo"
	"github.com/argoproj/argo-cd/v3/util/db"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type permitQuestion struct {
	ConfigMaps []corev1.ConfigMap `json:"configMaps"`
	Clusters   []corev1.Secret    `json:"clusters"`
	Projects   []json.RawMessage  `json:"projects"`
	Deliveries []delivery         `json:"deliveries"`
}

// delivery is an Application and the objects that it renders to.
type delivery struct {
	Application json.RawMessage             `json:"application"`
	Objects     []unstructured.Unstructured `json:"objects"`
}

// permit tells what the projects of Applications do not permit of them, of where they go and of what is in them.
func permit(ctx context.Context, question []byte) (any, error) {
	asked, err := parse[permitQuestion](question)
	if err != nil {
		return nil, err
	}
	projects := map[string]*v1alpha1.AppProject{}
	for _, text := range asked.Projects {
		project, err := strictly[v1alpha1.AppProject](text)
		if err != nil {
			return nil, fmt.Errorf("an AppProject: %w", err)
		}
		if err := project.ValidateProject(); err != nil {
			return nil, fmt.Errorf("the AppProject %s: %w", project.Name, err)
		}
		projects[project.Name] = project
	}
	manager, client := settingsOf(ctx, asked.ConfigMaps, asked.Clusters)
	clusters := db.NewDB(namespace, manager, client)
	refused := []string{}
	for _, one := range asked.Deliveries {
		faults, err := faultsOf(ctx, one, projects, clusters)
		if err != nil {
			return nil, err
		}
		refused = append(refused, faults...)
	}
	return map[string]any{"refused": refused}, nil
}

func faultsOf(ctx context.Context, one delivery, projects map[string]*v1alpha1.AppProject, clusters db.ArgoDB) ([]string, error) {
	application, err := strictly[v1alpha1.Application](one.Application)
	if err != nil {
		return nil, fmt.Errorf("an Application: %w", err)
	}
	project := projects[application.Spec.Project]
	if project == nil {
		return []string{fmt.Sprintf("%s: there is no project %s", application.Name, application.Spec.Project)}, nil
	}
	conditions, err := argo.ValidatePermissions(ctx, &application.Spec, project, clusters)
	if err != nil {
		return nil, err
	}
	faults := []string{}
	for _, condition := range conditions {
		faults = append(faults, fmt.Sprintf("%s: %s", application.Name, condition.Message))
	}
	if len(faults) > 0 {
		return faults, nil
	}
	cluster, err := argo.GetDestinationCluster(ctx, application.Spec.Destination, clusters)
	if err != nil {
		return nil, err
	}
	of := func(name string) ([]*v1alpha1.Cluster, error) { return clusters.GetProjectClusters(ctx, name) }
	for i := range one.Objects {
		object := &one.Objects[i]
		permitted, err := project.IsLiveResourcePermitted(object, cluster, of)
		if err != nil {
			return nil, err
		}
		if !permitted {
			faults = append(faults, fmt.Sprintf("%s: %s %s/%s is not permitted in project %s", application.Name,
				object.GetKind(), object.GetNamespace(), object.GetName(), project.Name))
		}
	}
	return faults, nil
}

// strictly reads an object into Argo CD's own type, which must have every field of it.
func strictly[T any](text []byte) (*T, error) {
	var parsed T
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return &parsed, decoder.Decode(&parsed)
}

package main

import (
	"context"
	"maps"
	"slices"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/health"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type healthQuestion struct {
	ConfigMaps []corev1.ConfigMap          `json:"configMaps"`
	Objects    []unstructured.Unstructured `json:"objects"`
}

type objectHealth struct {
	// Empty where Argo CD has no opinion of the kind.
	Status  string `json:"status"`
	Message string `json:"message"`
	// Whether the settings say that Argo CD takes no notice of the kind.
	Excluded bool `json:"excluded"`
}

type healthAnswer struct {
	Overrides []string       `json:"overrides"`
	Tracking  string         `json:"tracking"`
	Objects   []objectHealth `json:"objects"`
}

// readHealth tells the health of objects as the settings say, scripts in them run by Argo CD's own Lua machine.
func readHealth(ctx context.Context, question []byte) (any, error) {
	asked, err := parse[healthQuestion](question)
	if err != nil {
		return nil, err
	}
	manager, overrides, err := healthOf(ctx, asked.ConfigMaps)
	if err != nil {
		return nil, err
	}
	filter, err := manager.GetResourcesFilter()
	if err != nil {
		return nil, err
	}
	tracking, err := manager.GetTrackingMethod()
	if err != nil {
		return nil, err
	}
	answer := healthAnswer{Overrides: slices.Sorted(maps.Keys(overrides)), Tracking: tracking, Objects: []objectHealth{}}
	for i := range asked.Objects {
		object := &asked.Objects[i]
		kind := object.GroupVersionKind()
		// Where a script fails, the health is Unknown and its message says why.
		found, _ := health.GetResourceHealth(object, overrides)
		told := objectHealth{Excluded: filter.IsExcludedResource(kind.Group, kind.Kind, "https://kubernetes.default.svc")}
		if found != nil {
			told.Status, told.Message = string(found.Status), found.Message
		}
		answer.Objects = append(answer.Objects, told)
	}
	return answer, nil
}

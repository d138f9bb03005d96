package main

import (
	"context"
	"fmt"
	"slices"
	"sort"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/health"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/sync/common"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/kube"
	"github.com/argoproj/argo-cd/gitops-engine/pkg/utils/tracing"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	"github.com/go-logr/logr"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/tools/clientcmd"
)

type syncQuestion struct {
	Kubeconfig string             `json:"kubeconfig"`
	ConfigMaps []corev1.ConfigMap `json:"configMaps"`
	// Namespace that the Application is for.
	Namespace string `json:"namespace"`
	// Options of the Application's syncs.
	SyncOptions v1alpha1.SyncOptions `json:"syncOptions"`
	// What it is to be.
	Objects []*unstructured.Unstructured `json:"objects"`
	// What was there before, and is no part of it any more.
	Removed []*unstructured.Unstructured `json:"removed"`
	// Whether a person has confirmed what is to be pruned.
	Confirmed bool `json:"confirmed"`
	// Status, by `Kind.group` or, where there is none, by `*`, that a controller would set once an object is well.
	Statuses map[string]any `json:"statuses"`
	// Objects, as `Kind name`, that no controller looks after: they stay as they are.
	Left []string `json:"left"`
}

// step is what one step of a sync did.
type step struct {
	// Objects that were applied, in order.
	Applied []string `json:"applied"`
	// What it then waited for.
	WaitsFor []string `json:"waitsFor"`
}

type syncAnswer struct {
	Phase    string   `json:"phase"`
	Message  string   `json:"message"`
	Steps    []step   `json:"steps"`
	Failures []string `json:"failures"`
	// Objects that were to be pruned, each with what became of it.
	Pruned map[string]string `json:"pruned"`
}

// target is where an Application is synced to.
type target struct {
	config *rest.Config
	client dynamic.Interface
	mapper meta.RESTMapper
}

// resource gives where an object is.
func (t *target) resource(object *unstructured.Unstructured) (dynamic.ResourceInterface, error) {
	kind := object.GroupVersionKind()
	mapping, err := t.mapper.RESTMapping(kind.GroupKind(), kind.Version)
	if err != nil {
		return nil, err
	}
	if mapping.Scope.Name() == meta.RESTScopeNameNamespace {
		return t.client.Resource(mapping.Resource).Namespace(object.GetNamespace()), nil
	}
	return t.client.Resource(mapping.Resource), nil
}

func (t *target) live(ctx context.Context, object *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	resource, err := t.resource(object)
	if err != nil {
		return nil, err
	}
	found, err := resource.Get(ctx, object.GetName(), metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return nil, nil
	}
	return found, err
}

// syncApplication syncs an Application as the controller does: wave after wave, each when the one before is healthy. Controllers of
// the kinds do not run; where an object waits to become healthy, it is given the status that one would set.
func syncApplication(ctx context.Context, question []byte) (any, error) {
	asked, err := parse[syncQuestion](question)
	if err != nil {
		return nil, err
	}
	_, overrides, err := healthOf(ctx, asked.ConfigMaps)
	if err != nil {
		return nil, err
	}
	there, err := targetOf(asked.Kubeconfig)
	if err != nil {
		return nil, err
	}
	answer := &syncAnswer{Steps: []step{}, Failures: []string{}, Pruned: map[string]string{}}
	phase, message, results := common.OperationRunning, "", []common.ResourceSyncResult{}
	startedAt := metav1.Now()
	// A sync that waits for a person, as one does that is to prune what must be confirmed, goes on for ever.
	for idle := 0; idle < 3; idle++ {
		reconciled, err := there.reconcile(ctx, asked)
		if err != nil {
			return nil, err
		}
		engine, cleanup, err := sync.NewSyncContext("main", reconciled, there.config, there.config,
			&kube.KubectlCmd{Log: logr.Discard(), Tracer: tracing.NopTracer{}}, asked.Namespace,
			sync.WithLogr(logr.Discard()),
			sync.WithHealthOverride(overrides),
			sync.WithOperationSettings(false, true, false, false),
			sync.WithInitialState(phase, message, results, startedAt),
			sync.WithManifestValidation(!asked.SyncOptions.HasOption(common.SyncOptionsDisableValidation)),
			sync.WithServerSideApply(asked.SyncOptions.HasOption(common.SyncOptionServerSideApply)),
			sync.WithServerSideApplyManager("argocd-controller"),
			sync.WithPruneConfirmed(asked.Confirmed),
			sync.WithDefaultPruneOption(asked.SyncOptions.GetOptionValue(common.SyncOptionPrune)),
			sync.WithSkipDryRunOnMissingResource(asked.SyncOptions.HasOption(common.SyncOptionSkipDryRunOnMissingResource)),
		)
		if err != nil {
			return nil, err
		}
		engine.Sync()
		before := results
		phase, message, results = engine.GetState()
		cleanup()
		waits, err := there.makeHealthy(ctx, asked, overrides)
		if err != nil {
			return nil, err
		}
		if applied := newOf(before, results); len(applied) > 0 {
			answer.Steps = append(answer.Steps, step{Applied: applied, WaitsFor: waits})
			idle = 0
		}
		if phase.Completed() {
			break
		}
	}
	answer.Phase, answer.Message = string(phase), message
	for _, result := range results {
		name := nameOf(result)
		switch result.Status {
		case common.ResultCodeSyncFailed:
			answer.Failures = append(answer.Failures, name+": "+result.Message)
		case common.ResultCodePruned, common.ResultCodePruneSkipped:
			answer.Pruned[name] = string(result.Status) + ": " + result.Message
		}
	}
	return answer, nil
}

func nameOf(result common.ResourceSyncResult) string {
	key := result.ResourceKey
	return fmt.Sprintf("%s %s", key.Kind, key.Name)
}

// newOf gives what stands in the results of a step and not in those before it, in the order in which it was done.
func newOf(before, after []common.ResourceSyncResult) []string {
	known := map[kube.ResourceKey]bool{}
	for _, result := range before {
		known[result.ResourceKey] = true
	}
	added := []common.ResourceSyncResult{}
	for _, result := range after {
		if !known[result.ResourceKey] && result.Status == common.ResultCodeSynced {
			added = append(added, result)
		}
	}
	sort.SliceStable(added, func(i, j int) bool { return added[i].Order < added[j].Order })
	names := []string{}
	for _, result := range added {
		names = append(names, nameOf(result))
	}
	return names
}

func targetOf(kubeconfig string) (*target, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	config.QPS, config.Burst = 500, 1000
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	found, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return nil, err
	}
	return &target{config: config, client: client, mapper: restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(found))}, nil
}

// reconcile pairs what is to be with what is there.
func (t *target) reconcile(ctx context.Context, asked syncQuestion) (sync.ReconciliationResult, error) {
	result := sync.ReconciliationResult{}
	for _, object := range asked.Objects {
		live, err := t.live(ctx, object)
		if err != nil {
			return result, err
		}
		result.Target, result.Live = append(result.Target, object), append(result.Live, live)
	}
	for _, object := range asked.Removed {
		live, err := t.live(ctx, object)
		if err != nil {
			return result, err
		}
		if live != nil {
			result.Target, result.Live = append(result.Target, nil), append(result.Live, live)
		}
	}
	return result, nil
}

// makeHealthy gives what is there and not healthy the status of something healthy, and tells what that was.
func (t *target) makeHealthy(ctx context.Context, asked syncQuestion, overrides health.HealthOverride) ([]string, error) {
	waits := []string{}
	for _, object := range asked.Objects {
		live, err := t.live(ctx, object)
		if err != nil {
			return nil, err
		}
		if live == nil {
			continue
		}
		// Some of Argo CD's own scripts fail on an object that has no status yet, which is then Unknown.
		found, _ := health.GetResourceHealth(live, overrides)
		if found == nil || found.Status == health.HealthStatusHealthy {
			continue
		}
		kind := live.GroupVersionKind()
		name := fmt.Sprintf("%s %s", kind.Kind, live.GetName())
		waits = append(waits, name)
		if slices.Contains(asked.Left, name) {
			continue
		}
		status, known := asked.Statuses[kind.Kind+"."+kind.Group]
		if !known {
			status = asked.Statuses["*"]
		}
		live.Object["status"] = status
		resource, err := t.resource(live)
		if err != nil {
			return nil, err
		}
		well, err := resource.UpdateStatus(ctx, live, metav1.UpdateOptions{})
		if apierrors.IsNotFound(err) {
			// The kind keeps its status beside all else.
			well, err = resource.Update(ctx, live, metav1.UpdateOptions{})
		}
		if err != nil {
			return nil, fmt.Errorf("the status of %s: %w", name, err)
		}
		if found, err := health.GetResourceHealth(well, overrides); err != nil || found.Status != health.HealthStatusHealthy {
			return nil, fmt.Errorf("%s stays %s: %s", name, found.Status, found.Message)
		}
	}
	return waits, nil
}

package main

import (
	"context"
	"encoding/json"

	"github.com/argoproj/argo-cd/v3/util/lua"
	"github.com/argoproj/argo-cd/v3/util/settings"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/fake"
)

const namespace = "argocd"

// settingsOf gives the settings as Argo CD reads them of its ConfigMaps, and the API that it reads them from.
func settingsOf(ctx context.Context, configMaps []corev1.ConfigMap, clusters []corev1.Secret) (*settings.SettingsManager, kubernetes.Interface) {
	objects := []runtime.Object{}
	for i := range configMaps {
		objects = append(objects, &configMaps[i])
	}
	for i := range clusters {
		objects = append(objects, &clusters[i])
	}
	secret := corev1.Secret{Data: map[string][]byte{"server.secretkey": []byte("conformance")}}
	secret.Name, secret.Namespace = "argocd-secret", namespace
	secret.Labels = map[string]string{"app.kubernetes.io/part-of": "argocd"}
	client := fake.NewClientset(append(objects, &secret)...)
	return settings.NewSettingsManager(ctx, client, namespace), client
}

// healthOf gives the settings with what they say of the health of kinds.
func healthOf(ctx context.Context, configMaps []corev1.ConfigMap) (*settings.SettingsManager, lua.ResourceHealthOverrides, error) {
	manager, _ := settingsOf(ctx, configMaps, nil)
	overrides, err := manager.GetResourceOverrides()
	return manager, overrides, err
}

// parse reads a question.
func parse[T any](question []byte) (T, error) {
	var parsed T
	err := json.Unmarshal(question, &parsed)
	return parsed, err
}

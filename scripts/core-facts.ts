/**
 * Facts about the core kinds that the package `kubernetes-models` does not carry: which lists are sets or maps, and defaults of their keys.
 * Source: the Kubernetes API reference (`listType`, `listMapKey` of the Go types). The lists of statuses are left out, because nobody writes them.
 */
export const listMaps: Readonly<Record<string, readonly string[]>> = {
  'admissionregistration.k8s.io.v1.MutatingAdmissionPolicySpec.matchConditions': ['name'],
  'admissionregistration.k8s.io.v1.MutatingWebhook.matchConditions': ['name'],
  'admissionregistration.k8s.io.v1.MutatingWebhookConfiguration.webhooks': ['name'],
  'admissionregistration.k8s.io.v1.ValidatingAdmissionPolicySpec.matchConditions': ['name'],
  'admissionregistration.k8s.io.v1.ValidatingAdmissionPolicySpec.variables': ['name'],
  'admissionregistration.k8s.io.v1.ValidatingWebhook.matchConditions': ['name'],
  'admissionregistration.k8s.io.v1.ValidatingWebhookConfiguration.webhooks': ['name'],
  'apiextensions.k8s.io.v1.JSONSchemaProps.x-kubernetes-validations': ['rule'],
  'core.v1.Container.env': ['name'],
  'core.v1.Container.ports': ['containerPort', 'protocol'],
  'core.v1.Container.volumeDevices': ['devicePath'],
  'core.v1.Container.volumeMounts': ['mountPath'],
  'core.v1.EphemeralContainer.env': ['name'],
  'core.v1.EphemeralContainer.ports': ['containerPort', 'protocol'],
  'core.v1.EphemeralContainer.volumeDevices': ['devicePath'],
  'core.v1.EphemeralContainer.volumeMounts': ['mountPath'],
  'core.v1.PodSpec.containers': ['name'],
  'core.v1.PodSpec.ephemeralContainers': ['name'],
  'core.v1.PodSpec.hostAliases': ['ip'],
  'core.v1.PodSpec.imagePullSecrets': ['name'],
  'core.v1.PodSpec.initContainers': ['name'],
  'core.v1.PodSpec.resourceClaims': ['name'],
  'core.v1.PodSpec.schedulingGates': ['name'],
  'core.v1.PodSpec.topologySpreadConstraints': ['topologyKey', 'whenUnsatisfiable'],
  'core.v1.PodSpec.volumes': ['name'],
  'core.v1.ResourceRequirements.claims': ['name'],
  'core.v1.ServiceAccount.secrets': ['name'],
  'core.v1.ServiceSpec.ports': ['port', 'protocol'],
  'meta.v1.ObjectMeta.ownerReferences': ['uid'],
  'storage.k8s.io.v1.CSINodeSpec.drivers': ['name'],
};

/** Lists whose items may not come twice. */
export const listSets: ReadonlySet<string> = new Set([
  'admissionregistration.k8s.io.v1.ValidatingAdmissionPolicyBindingSpec.validationActions',
  'batch.v1.PodFailurePolicyOnExitCodesRequirement.values',
  'core.v1.ContainerRestartRuleOnExitCodes.values',
  'core.v1.NodeSpec.podCIDRs',
  'discovery.k8s.io.v1.Endpoint.addresses',
  'flowcontrol.apiserver.k8s.io.v1.NonResourcePolicyRule.nonResourceURLs',
  'flowcontrol.apiserver.k8s.io.v1.NonResourcePolicyRule.verbs',
  'flowcontrol.apiserver.k8s.io.v1.ResourcePolicyRule.apiGroups',
  'flowcontrol.apiserver.k8s.io.v1.ResourcePolicyRule.namespaces',
  'flowcontrol.apiserver.k8s.io.v1.ResourcePolicyRule.resources',
  'flowcontrol.apiserver.k8s.io.v1.ResourcePolicyRule.verbs',
  'meta.v1.ObjectMeta.finalizers',
  'storage.k8s.io.v1.CSIDriverSpec.volumeLifecycleModes',
]);

/** Fields that the API server fills before it compares the keys of a list. */
export const defaults: Readonly<Record<string, unknown>> = {
  'core.v1.ContainerPort.protocol': 'TCP',
  'core.v1.ServicePort.protocol': 'TCP',
};

/** Types that hold any object, although the package gives them no fields. */
export const openTypes: ReadonlySet<string> = new Set(['meta.v1.FieldsV1', 'meta.v1.Patch', 'runtime.RawExtension']);

const anything = { 'x-kubernetes-preserve-unknown-fields': true };

/** Types that are written by hand, because the package says too little of them: unions of string and number, of schema and list or bool. */
export const handWritten: Readonly<Record<string, unknown>> = {
  'apiextensions.k8s.io.v1.JSONSchemaPropsOrArray': anything,
  'apiextensions.k8s.io.v1.JSONSchemaPropsOrBool': anything,
  'apiextensions.k8s.io.v1.JSONSchemaPropsOrStringArray': anything,
  'intstr.IntOrString': { 'x-kubernetes-int-or-string': true },
  'resource.Quantity': { format: 'quantity' },
};

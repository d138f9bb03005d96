import type { ResolvedApplication, ResolvedGraph, Variant } from '../../graph/graph.ts';
import { CLUSTER_LABEL, ENVIRONMENT_LABEL, PATH_ANNOTATION, PREFIX, tagLabel, WAVE_LABEL } from '../../model/labels.ts';
import type { Manifest } from '../../model/manifest.ts';
import { plainObject } from '../../model/plain-object.ts';
import type { WaveDeclaration } from '../../model/promotion-wave.ts';
import { isUsage } from '../../model/usage.ts';
import { MANAGED } from '../shared/cluster-registration.ts';
import { ARGOCD, IN_CLUSTER, projectName, SET_WAVE, WAVE } from './names.ts';
import { guardrailOf } from './project.ts';
import { inWave, isAtOnce, takes } from './promotion-waves.ts';
import { generatorValues, templateSource } from './source.ts';
import { syncPolicy } from './sync-policy.ts';

/**
 * The ApplicationSet of an application: one for all of its variants, so that a cluster that changes its variant keeps its
 * Application, `<application>-<cluster>`, and only its path changes.
 *
 * Where changes come in waves there is one for each of them: for its clusters alone, and at the revision that they follow. A cluster may
 * change its wave, and then one set gives its Application up and another one makes it: so none takes away what it delivered. Undefined where the wave
 * can have no cluster of the application.
 */
export function applicationSet(
  application: ResolvedApplication,
  graph: ResolvedGraph,
  wave?: WaveDeclaration,
): Manifest | undefined {
  const { platform } = graph;
  const generators = generatorsOf(application, graph, wave);
  if (wave !== undefined && generators.length === 0) return undefined;
  const labels = { ...identity(application), ...(wave === undefined ? {} : { [WAVE_LABEL]: wave.name }) };
  return {
    apiVersion: ARGOCD,
    kind: 'ApplicationSet',
    metadata: {
      name: wave === undefined || isAtOnce(wave, graph) ? application.name : `${application.name}.${wave.name}`,
      namespace: platform.argocd.namespace,
      labels: { ...MANAGED, ...labels },
      annotations: { [PATH_ANNOTATION]: application.path, [WAVE]: SET_WAVE },
    },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators,
      ...strategy(application, wave),
      syncPolicy: { preserveResourcesOnDeletion: isKept(application, wave) },
      template: template(application, graph, {
        labels,
        revision: wave?.revision ?? platform.repository.revision,
        kept: isKept(application, wave),
      }),
    },
  };
}

function generatorsOf(
  application: ResolvedApplication,
  graph: ResolvedGraph,
  wave: WaveDeclaration | undefined,
): readonly unknown[] {
  const { waves } = graph.platform;
  const atHub = isAtHub(application);
  return application.variants.flatMap((variant) =>
    variant.selectors.flatMap((chosen) => {
      const selector = wave === undefined ? chosen : inWave(chosen, variant.environment, wave, waves);
      if (selector === undefined) return [];
      const values = {
        ...generatorValues(application, variant, graph),
        ...(atHub ? destinationOf(variant, application) : {}),
      };
      return [{ clusters: { selector, values } }];
    }),
  );
}

function identity(application: ResolvedApplication): Record<string, string> {
  const labels = plainObject({ [`${PREFIX}application`]: application.name, [`${PREFIX}owner`]: application.owner });
  for (const tag of application.tags) labels[tagLabel(tag)] = 'true';
  return labels;
}

/** Labels that tell which cluster an Application is on. A Secret that Roadbed did not make may lack the name among its labels. */
const CLUSTER_LABELS = {
  [CLUSTER_LABEL]: '{{ .name }}',
  [ENVIRONMENT_LABEL]: `{{ index .metadata.labels "${ENVIRONMENT_LABEL}" }}`,
} as const;

/**
 * Argo CD then renders an Application again only when something in its own folder has changed. That holds of what Roadbed has rendered; a
 * source may read more, such as the base of a Kustomize overlay or a chart beside it.
 */
const OWN_FOLDER = { annotations: { 'argocd.argoproj.io/manifest-generate-paths': '.' } } as const;

/** Whether what an application delivered stays when an Application of it goes. */
function isKept({ carriesDelivery, variants }: ResolvedApplication, wave: WaveDeclaration | undefined): boolean {
  return wave !== undefined || carriesDelivery || variants.some(({ tier }) => tier !== 'development');
}

/**
 * Deletion in the foreground would take a Usage away as soon as the deletion of its user begins, as that owns it: the one that is used would go
 * before the user is gone. In the background it goes when the user has gone. @source Kubernetes, "Garbage Collection": foreground deletion
 */
const DELETED_IN_ORDER = 'resources-finalizer.argocd.argoproj.io/background';
const PRUNED_IN_ORDER = 'PrunePropagationPolicy=background';

/** Whether something in an application keeps something else from being deleted before it. */
function isGuarded({ variants }: ResolvedApplication): boolean {
  return variants.some(({ objects }) => objects.some(({ manifest }) => isUsage(manifest)));
}

function isRendered({ variants }: ResolvedApplication): boolean {
  return variants.every(({ source }) => source === undefined);
}

/** What an ApplicationSet says of its Applications besides what the application itself does. */
interface TemplateSettings {
  readonly labels: Readonly<Record<string, string>>;
  readonly revision: string;
  /** Whether what they delivered stays when they go. */
  readonly kept: boolean;
}

function template(
  application: ResolvedApplication,
  graph: ResolvedGraph,
  { labels, revision, kept }: TemplateSettings,
): Record<string, unknown> {
  return {
    metadata: {
      name: `${application.name}-{{ .name }}`,
      labels: { ...MANAGED, ...labels, ...CLUSTER_LABELS },
      ...(isRendered(application) ? OWN_FOLDER : {}),
      ...(isGuarded(application) && !kept ? { finalizers: [DELETED_IN_ORDER] } : {}),
    },
    spec: {
      project: projectName(guardrailOf(application), graph.platform),
      ...templateSource(application, graph, revision),
      destination: isAtHub(application)
        ? { server: '{{ .values.server }}', namespace: '{{ .values.namespace }}' }
        : { server: '{{ .server }}', namespace: application.namespace },
      syncPolicy: policyOf(application),
    },
  };
}

/** Whether anything of an application is delivered to the hub on behalf of other clusters. */
function isAtHub({ variants }: ResolvedApplication): boolean {
  return variants.some(({ hubNamespace }) => hubNamespace !== undefined);
}

/** Where a variant goes, where that differs from one to the other: to the hub, or to the cluster that the generator has at hand. */
function destinationOf({ hubNamespace }: Variant, { namespace }: ResolvedApplication): Record<string, string> {
  if (hubNamespace === undefined) return { server: '{{ .server }}', namespace };
  return { server: IN_CLUSTER, namespace: hubNamespace };
}

/**
 * Charts bring definitions of kinds that are larger than the annotation in which an apply on the client's side keeps what it applied, 256
 * KiB: so what Argo CD renders is applied on the server's side.
 */
const SERVER_SIDE: readonly string[] = ['ServerSideApply=true'];

/**
 * Steps choose by the labels of the Applications. Argo CD then switches automatic syncs off and starts each sync itself; whether one
 * prunes it takes from the automatic sync in the template, so that one stays: without it what is removed would be out of sync for ever.
 */
function strategy({ rollout }: ResolvedApplication, wave: WaveDeclaration | undefined): Record<string, unknown> {
  const own = rollout
    .map((step) => ({
      ...step,
      environments: step.environments.filter((one) => wave === undefined || takes(wave, one)),
    }))
    .filter(({ environments }) => environments.length > 0);
  if (own.length === 0) return {};
  const steps = own.map(({ environments, maxUpdate }) => ({
    matchExpressions: [{ key: ENVIRONMENT_LABEL, operator: 'In', values: environments }],
    ...(maxUpdate === undefined ? {} : { maxUpdate }),
  }));
  return { strategy: { type: 'RollingSync', rollingSync: { steps } } };
}

function policyOf(application: ResolvedApplication): Record<string, unknown> {
  const options = [
    ...(isRendered(application) ? [] : SERVER_SIDE),
    ...(isGuarded(application) ? [PRUNED_IN_ORDER] : []),
  ];
  const policy = syncPolicy(!application.carriesDelivery);
  return options.length === 0 ? policy : { ...policy, syncOptions: options };
}

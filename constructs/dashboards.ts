import * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import type { Manifest } from '../src/model/manifest.ts';
import { dashboards } from './observability/catalogue.ts';
import { grafanaDashboard } from './observability/grafana.ts';
import { uidOf } from './observability/uid.ts';

const [first, ...others] = dashboards.map(({ id }) => id);
const ids = z.array(z.enum([first, ...others].filter((id) => id !== undefined)));

/** Name of a dashboard of the user's own, which becomes part of an object's name. */
const ownName = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/, {
  error: 'must be a DNS label of at most 40 characters, such as checkout',
});

const props = z.strictObject({
  include: ids.optional().describe("Roadbed's dashboards to deliver, by id. Default: all of them."),
  exclude: ids.default([]).describe("Roadbed's dashboards to leave out, by id."),
  own: z
    .record(
      ownName,
      z.string().max(900_000).refine(isDashboard, { error: 'must be a dashboard as JSON, with a title' }),
    )
    .default({})
    .describe('Dashboards of your own, as Grafana exports them, by name; `dashboardFile` reads one.'),
  folder: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[^/\\]+$/, { error: 'must be the name of one folder' })
    .default('Roadbed')
    .describe('Folder of Grafana that they stand in, 1 to 100 characters.'),
  delivery: z
    .enum(['configMap', 'grafanaOperator'])
    .default('configMap')
    .describe('What brings them to Grafana: the sidecar of its Helm chart, which reads ConfigMaps, or its operator.'),
  instances: z
    .record(z.string(), z.string())
    .default({ dashboards: 'grafana' })
    .describe('Labels of the Grafana that the operator gives them to.'),
});

/** Props of {@link Dashboards}. */
export type DashboardsProps = z.input<typeof props>;

function isDashboard(text: string): boolean {
  try {
    const dashboard: unknown = JSON.parse(text);
    return typeof dashboard === 'object' && dashboard !== null && 'title' in dashboard;
  } catch {
    return false;
  }
}

/** A dashboard on its way to Grafana. */
interface Delivered {
  readonly name: string;
  readonly uid?: string;
  readonly json: string;
}

/**
 * Dashboards for Grafana: Roadbed's own, from the whole fleet down to one pod, and yours.
 *
 * Each cluster is a data source of Grafana, which is chosen at the top of a dashboard. They read what kube-prometheus-stack gathers, and
 * for what it does not, the metrics of Argo CD, Crossplane, Skupper, cert-manager, OpenCost and the others. Put it into an
 * application on the cluster that Grafana runs on. For the folder, Grafana's chart needs `sidecar.dashboards.folderAnnotation: grafana_folder`
 * and `sidecar.dashboards.provider.foldersFromFilesStructure: true`. It comes from `roadbed/observability`.
 *
 * @source ConfigMap that Grafana's sidecar reads, or GrafanaDashboard
 * @example
 * new Dashboards(observability, 'dashboards', { exclude: ['workflows'], folder: 'Platform' });
 */
export class Dashboards extends GoldenPath<typeof props> {
  static override readonly schema = props;

  protected override render(): Manifest[] {
    const { delivery } = this.props;
    return this.#chosen().map((one) => (delivery === 'configMap' ? this.#configMap(one) : this.#resource(one)));
  }

  #chosen(): readonly Delivered[] {
    const { include, exclude, own } = this.props;
    const standard = dashboards
      .filter(({ id }) => include?.includes(id) !== false && !exclude.includes(id))
      .map((one) => ({
        name: `${this.name}-${one.id}`,
        uid: uidOf(one.id),
        json: JSON.stringify(grafanaDashboard(one), undefined, 1),
      }));
    const mine = Object.entries(own).map(([name, json]) => ({ name: `${this.name}-own-${name}`, json }));
    return [...standard, ...mine];
  }

  #configMap({ name, json }: Delivered): Manifest {
    return {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name,
        labels: { ...this.labels, grafana_dashboard: '1' },
        annotations: { grafana_folder: this.props.folder },
      },
      // The sidecar writes each key as a file of this name, of all namespaces into one folder.
      data: { [`${name}.json`]: `${json}\n` },
    };
  }

  #resource({ name, uid, json }: Delivered): Manifest {
    const { folder, instances } = this.props;
    return {
      apiVersion: 'grafana.integreatly.org/v1beta1',
      kind: 'GrafanaDashboard',
      metadata: { name, labels: this.labels },
      spec: {
        // Grafana may stand in a namespace of its own.
        allowCrossNamespaceImport: true,
        instanceSelector: { matchLabels: instances },
        folder,
        ...(uid === undefined ? {} : { uid }),
        json: `${json}\n`,
      },
    };
  }
}

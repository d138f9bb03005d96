import type * as z from 'zod';
import { GoldenPath } from '../src/model/golden-path.ts';
import { type Need, need } from '../src/model/need.ts';
import type { ParamsOf } from '../src/model/resource-type.ts';
import { volume } from '../src/model/resource-types/volume.ts';
import { needClass } from './need-class.ts';

const props = volume.inputs.extend({ class: needClass() });

/** Props of {@link Volume}. */
export type VolumeProps = z.input<typeof props>;

/** What a provisioner of the type `volume` is asked for. */
export type VolumeParams = ParamsOf<typeof volume>;

/**
 * A volume that pods mount by its claim. It is deleted only by hand, except in development.
 *
 * The `class` is a StorageClass of the cluster; `default` is the one that the cluster has for claims that name none.
 *
 * @example
 * const pictures = new Volume(shop, 'pictures', { size: Size.gibibytes(10) });
 * const volumes = [{ name: 'pictures', persistentVolumeClaim: { claimName: `${pictures.claim}` } }];
 * new WebService(shop, 'web', { image, port: 3000 }).patch({ kind: 'Deployment' }, { merge: { spec: { template: { spec: { volumes } } } } });
 */
export class Volume extends GoldenPath<typeof props> {
  static override readonly schema = props;

  /** Name of the PersistentVolumeClaim, in the namespace of the application. */
  readonly claim = this.output(volume, 'claim');

  protected override needs(): Need[] {
    const { class: name, ...params } = this.props;
    return [need(volume, params, { class: name })];
  }
}

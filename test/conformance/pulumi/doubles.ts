import { awsDouble } from './aws-double.ts';
import { kubernetesDouble } from './kubernetes-double.ts';
import { ProviderDouble } from './provider-double.ts';
import type { Deed } from './session.ts';

/** Doubles of the providers of programs that listen, and the variable by which the engine attaches to them. */
export interface Doubles {
  readonly all: readonly ProviderDouble[];
  readonly PULUMI_DEBUG_PROVIDERS: string;
}

/** Has doubles of the providers listen while something is done. They add to the deeds what the engine has them do. */
export async function withDoubles<T>(deeds: Deed[], use: (doubles: Doubles) => Promise<T>): Promise<T> {
  const doubles = new Map([
    ['kubernetes', new ProviderDouble(kubernetesDouble, deeds)],
    ['aws', new ProviderDouble(awsDouble, deeds)],
    ['random', new ProviderDouble(awsDouble, deeds)],
  ]);
  try {
    const ports: string[] = [];
    for (const [name, double] of doubles) ports.push(`${name}:${await double.listen()}`);
    return await use({ all: [...doubles.values()], PULUMI_DEBUG_PROVIDERS: ports.join(',') });
  } finally {
    for (const double of doubles.values()) double.close();
  }
}

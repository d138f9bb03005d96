import type { Construct } from 'constructs';
import { isByEnvironment } from '../model/by-environment.ts';
import { type GoldenPath, isGoldenPath } from '../model/golden-path.ts';
import { isRef } from '../model/ref.ts';
import { parseDuration, parseSize } from '../model/text-form.ts';
import { type Planned, type PlannedConstruct, PlannedQuantity, PlannedText } from './plan.ts';

/** Golden paths by the names that plans name them by. */
export type GoldenPaths = Readonly<Record<string, abstract new (...args: never[]) => GoldenPath>>;

/** Makes the golden paths of a plan, in its order. */
export function makePlan(scope: Construct, constructs: readonly PlannedConstruct[], goldenPaths: GoldenPaths): void {
  const made = new Map<string, object>();
  for (const { id, goldenPath, type: given, props } of constructs) {
    const type = given ?? (Object.hasOwn(goldenPaths, goldenPath) ? goldenPaths[goldenPath] : undefined);
    if (type === undefined) throw new Error(`a plan names the golden path ${goldenPath}, which is not there`);
    const construct: unknown = Reflect.construct(type, [scope, id, value(props, made)]);
    if (typeof construct !== 'object' || construct === null || !isGoldenPath(construct))
      throw new Error(`${goldenPath} is no golden path`);
    made.set(id, construct);
  }
}

/** A planned value as a prop takes it. */
function value(planned: Planned | undefined, made: ReadonlyMap<string, object>): unknown {
  if (planned instanceof PlannedQuantity)
    return planned.kind === 'size' ? parseSize(planned.text) : parseDuration(planned.text);
  if (planned instanceof PlannedText) return textOf(planned, made);
  if (typeof planned !== 'object' || isByEnvironment(planned)) return planned;
  if (Array.isArray(planned)) return planned.map((item) => value(item, made));
  const members = Object.entries(planned).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([key, member]) => [key, value(member, made)]));
}

/** A reference alone stays one; within a text it is a marker. */
function textOf({ parts }: PlannedText, made: ReadonlyMap<string, object>): unknown {
  const values = parts.map((part) => {
    if (typeof part === 'string') return part;
    const construct = made.get(part.id);
    const found: unknown = construct === undefined ? undefined : Reflect.get(construct, part.member);
    if (!isRef(found) && typeof found !== 'string') throw new Error(`${part.id} has no output ${part.member}`);
    return found;
  });
  return values.length === 1 ? values[0] : values.join('');
}

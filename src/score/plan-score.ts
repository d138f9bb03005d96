import { compareProblems, type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { inOrder } from './in-order.ts';
import { type PlannedConstruct, referencesIn } from './plan.ts';
import { planResources } from './plan-resources.ts';
import { workloadProps } from './plan-workload.ts';
import type { ScoreFile } from './read-score.ts';
import { Scope } from './scope.ts';
import type { ScoreOptions } from './score-options.ts';
import { SharedPlan } from './shared-plan.ts';

/** What Score files become: golden paths, each after those that it refers to. */
export interface ScorePlan {
  readonly constructs: readonly PlannedConstruct[];
  readonly problems: readonly Problem[];
}

/** Plans the golden paths of Score files that make up one application. */
export function planScore(files: readonly ScoreFile[], options: ScoreOptions = {}): ScorePlan {
  const named = new Map(files.toReversed().map((file) => [file.score.metadata.name, file]));
  const problems = files.flatMap((file) => nameProblems(file, named));
  const first = files.filter((file) => named.get(file.score.metadata.name) === file);
  const shared = new SharedPlan(first, options, problems);
  const workloads = first.map((file) => planWorkload(file, shared, problems));
  const order = inOrder([...shared.made, ...workloads], ({ props }) => referencesIn(props));
  if ('ordered' in order) return { constructs: order.ordered, problems: problems.sort(compareProblems) };
  const [{ from = '' } = {}] = order.circle;
  const names = order.circle.map(({ id }) => id).sort();
  problems.push(problem('RB854', { path: from, found: `${names.join(', ')} refer to each other in a circle` }));
  return { constructs: [], problems: problems.sort(compareProblems) };
}

function planWorkload(file: ScoreFile, shared: SharedPlan, problems: Problem[]): PlannedConstruct {
  const { name } = file.score.metadata;
  const scope = new Scope(file, problems);
  refuseAnnotations(file, scope);
  const routes = planResources(file, scope, shared);
  const props = workloadProps(file, scope, (container, given) => imageOf(name, container, given, { scope, shared }));
  const all = { ...props, routes: routes.length === 0 ? undefined : routes };
  return { id: name, goldenPath: 'Workload', props: all, from: file.path };
}

/** Annotations by which other implementations of Score are told what to make; they must say what is made here. */
function refuseAnnotations({ score }: ScoreFile, scope: Scope): void {
  const { name, annotations = {} } = score.metadata;
  const made: Readonly<Record<string, string>> = { kind: 'Deployment', 'service-name': name };
  for (const [key, value] of Object.entries(made)) {
    const annotation = `k8s.score.dev/${key}`;
    const given = Object.hasOwn(annotations, annotation) ? annotations[annotation] : undefined;
    if (given === undefined || given === value) continue;
    const found = `it is made with ${show(value)}, got ${show(given)}`;
    scope.refuse(
      'RB854',
      ['metadata', 'annotations', annotation],
      found,
      'take the annotation away, or write the workload in TypeScript',
    );
  }
}

function imageOf(
  workload: string,
  container: string,
  given: string,
  { scope, shared }: { readonly scope: Scope; readonly shared: SharedPlan },
): string {
  if (given !== '.') return given;
  const { images = {} } = shared.options;
  const name = [`${workload}.${container}`, workload].find((one) => Object.hasOwn(images, one));
  const image = name === undefined ? undefined : images[name];
  if (image !== undefined) return image;
  const hint = `give the image of "${workload}.${container}": images in TypeScript, --image on the command line`;
  scope.refuse(
    'RB854',
    ['containers', container, 'image'],
    'the image is given where the file is deployed, got "."',
    hint,
  );
  return given;
}

function nameProblems({ path, score }: ScoreFile, named: ReadonlyMap<string, ScoreFile>): Problem[] {
  const { name } = score.metadata;
  const other = named.get(name);
  if (other?.score === score) return [];
  const found = `another file has the name ${show(name)} too: ${show(other?.path)}`;
  return [problem('RB854', { path, prop: 'metadata.name', found })];
}

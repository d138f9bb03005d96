import { type Problem, problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import type { PlannedConstruct, PlannedGoldenPath, PlannedProps } from './plan.ts';
import type { ScoreFile } from './read-score.ts';
import { type ResourceMapping, resourceTable, SPECIAL } from './resource-table.ts';
import type { Scope } from './scope.ts';
import type { ScoreOptions } from './score-options.ts';
import { checkedType } from './score-type.ts';

/** A resource that is asked for. */
export interface Asked {
  /** Its name in the Score file. */
  readonly key: string;
  readonly type: string;
  /** The id by which workloads share it; undefined where it is the workload's own. */
  readonly shared?: string | undefined;
  readonly props: PlannedProps;
}

/** Who has an id. */
interface Claim {
  /** What all who share it say; undefined for what is nobody else's. */
  readonly words: string | undefined;
  /** What it is, for people. */
  readonly what: string;
}

/** The id of a resource, and whether it was asked for the first time. */
interface Claimed {
  readonly id: string;
  readonly isNew: boolean;
}

/** What is planned for all files of an application together. */
export class SharedPlan {
  readonly files: readonly ScoreFile[];
  readonly options: ScoreOptions;
  /** What becomes of each type of resource, the team's own among them; undefined of one that fits no golden path. */
  readonly types: ReadonlyMap<string, ResourceMapping | undefined>;
  readonly #made = new Map<string, PlannedConstruct>();
  readonly #claims = new Map<string, Claim>();

  constructor(files: readonly ScoreFile[], options: ScoreOptions, problems: Problem[]) {
    this.files = files;
    this.options = options;
    this.types = new Map<string, ResourceMapping | undefined>([
      ...Object.entries(resourceTable),
      ...ownTypes(options, files[0]?.path ?? '', problems),
    ]);
    for (const { score } of files) {
      this.#claims.set(score.metadata.name, { words: undefined, what: 'a workload' });
    }
  }

  /** Every type that a file may name. */
  get typeNames(): readonly string[] {
    return [...new Set([...this.types.keys(), ...Object.values(SPECIAL)])].sort();
  }

  /** The resources, in the order in which they were asked for. */
  get made(): readonly PlannedConstruct[] {
    return [...this.#made.values()];
  }

  /** Notes that a resource is asked for, and gives its id; one id that stands for two things is a problem. */
  claim({ path, score }: ScoreFile, scope: Scope, { key, type, shared, props }: Asked): Claimed {
    const workload = score.metadata.name;
    const id = shared === undefined ? `${workload}-${key}` : shared.replaceAll('.', '-');
    const words = `${type} ${JSON.stringify(props)}`;
    const former = this.#claims.get(id);
    if (former === undefined) {
      this.#claims.set(id, { words: shared === undefined ? undefined : words, what: `the ${type} of ${path}` });
    } else if (shared === undefined || former.words !== words) {
      const found = `${show(id)} is ${former.what} already, which is another or is asked for otherwise`;
      const hint =
        'ask for what is shared in the same words everywhere, and give what is not shared another name or id';
      scope.refuse('RB854', ['resources', key], found, hint);
    }
    return { id, isNew: former === undefined };
  }

  /** Plans a resource, unless another file shares it already; gives its id. */
  make(file: ScoreFile, scope: Scope, asked: Asked, { goldenPath, type }: PlannedGoldenPath): string {
    const { id, isNew } = this.claim(file, scope, asked);
    const construct = { id, goldenPath, props: asked.props, from: file.path };
    if (isNew) this.#made.set(id, type === undefined ? construct : { ...construct, type });
    return id;
  }
}

/** The team's own types; one that fits no golden path is a problem. */
function ownTypes({ types = {} }: ScoreOptions, path: string, problems: Problem[]): readonly OwnType[] {
  return Object.entries(types).map(([name, given]): OwnType => {
    const checked = checkedType(given);
    if (typeof checked === 'string') {
      problems.push(problem('RB855', { path, prop: `types.${name}`, found: checked }));
      return [name, undefined];
    }
    const { goldenPath: type, outputs, itself } = checked;
    return [name, { goldenPath: type.name, type, outputs, ...(itself === undefined ? {} : { itself }) }];
  });
}

type OwnType = readonly [string, ResourceMapping | undefined];

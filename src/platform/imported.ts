import { Construct, type IConstruct, RootConstruct } from 'constructs';
import { closest } from '../model/closest.ts';
import type { ContractExport } from '../model/contract.ts';
import { importedOn } from '../model/contract-document.ts';
import { listed } from '../model/listed.ts';
import { problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { recordProblems } from '../model/recorded-problems.ts';
import { Ref, shareMarkers } from '../model/ref.ts';
import type { OutputKind } from '../model/resource-type.ts';

/** What another program exports under a name. What is not there, or is of another kind, is told with all other problems. */
export class Imported {
  readonly #platform: Construct;
  readonly #name: string;
  readonly #found: ContractExport | undefined;

  /** @internal */
  constructor(platform: Construct, name: string) {
    this.#platform = platform;
    this.#name = name;
    const { exports } = importedOn(platform);
    const [only, second] = exports.filter((one) => one.name === name);
    this.#found = only;
    if (second !== undefined) {
      const found = `contracts of several programs export ${show(name)}`;
      recordProblems(platform, [problem('RB871', { path: '', prop: name, found })]);
    }
    if (only !== undefined) return;
    const names = exports.map((one) => one.name);
    const near = closest(name, names);
    recordProblems(platform, [
      problem('RB867', {
        path: '',
        prop: name,
        found: `the contract exports ${listed(names) || 'nothing'}`,
        hint: near === undefined ? undefined : `did you mean "${near}"?`,
      }),
    ]);
  }

  /**
   * A value of the export, by its name there; it is known when the platform is resolved.
   *
   * @param kind what it is for, where it is not any text: then a value of another kind is a problem
   * @throws RB867 if the contract has no such value
   * @throws RB868 if its kind is another one
   */
  ref<K extends OutputKind = 'string'>(value: string, kind?: K): Ref<K> {
    const told = this.#found?.values[value];
    const prop = `${this.#name}.${value}`;
    if (told === undefined) {
      if (this.#found !== undefined) {
        const names = Object.keys(this.#found.values);
        const near = closest(value, names);
        const hint = near === undefined ? undefined : `did you mean "${near}"?`;
        const found = `the contract exports ${listed(names)} under ${show(this.#name)}`;
        recordProblems(this.#platform, [problem('RB867', { path: '', prop, found, hint })]);
      }
      return new Ref<K>(this.#platform, value);
    }
    if (kind !== undefined && told.kind !== kind && told.kind !== 'string') {
      const found = `the contract says it is a ${show(told.kind)}, and the program takes a ${show(kind)}`;
      recordProblems(this.#platform, [problem('RB868', { path: '', prop, found })]);
    }
    const unit = standIn(this.#platform, [told.application, ...told.unit.split('/')]);
    return new Ref<K>(unit, told.output, { secret: told.secret, ...(kind === undefined ? {} : { kind }) });
  }
}

/** The trees in which the constructs of other programs have stand-ins, by the root of the program that takes what they give. */
const trees = new WeakMap<IConstruct, RootConstruct>();

/** What stands for a construct of another program, at the path that it has there: what is made between the two is named after it. */
function standIn(platform: Construct, path: readonly string[]): Construct {
  const { root } = platform.node;
  const tree = trees.get(root) ?? new RootConstruct();
  trees.set(root, tree);
  shareMarkers(tree, root);
  let at: Construct = tree;
  for (const id of path) {
    const child = at.node.tryFindChild(id);
    at = child instanceof Construct ? child : new Construct(at, id);
  }
  return at;
}

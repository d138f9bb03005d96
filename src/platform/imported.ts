import { Construct } from 'constructs';
import { closest } from '../model/closest.ts';
import { isApplication } from '../model/context.ts';
import type { ContractExport, ContractValue } from '../model/contract.ts';
import { contractOn } from '../model/contract-document.ts';
import { listed } from '../model/listed.ts';
import { problem } from '../model/problem.ts';
import { show } from '../model/props.ts';
import { recordProblems } from '../model/recorded-problems.ts';
import { Ref } from '../model/ref.ts';
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
    const exports = contractOn(platform)?.exports ?? [];
    this.#found = exports.find((one) => one.name === name);
    if (this.#found !== undefined) return;
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
    const told: ContractValue | undefined = this.#found?.values[value];
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
    return new Ref<K>(this.#unit(told), told.output, { secret: told.secret, ...(kind === undefined ? {} : { kind }) });
  }

  /** The construct that gives the value, at the path that it has in its own program: what is made between the two is named after it. */
  #unit({ application, unit }: ContractValue): Construct {
    let at = this.#platform;
    for (const id of [application, ...unit.split('/')]) {
      const child = at.node.tryFindChild(id);
      if (child !== undefined && isApplication(child)) {
        const found = `this program makes the application ${show(id)} itself`;
        recordProblems(this.#platform, [problem('RB868', { path: '', prop: this.#name, found })]);
      }
      at = child instanceof Construct ? child : new Construct(at, id);
    }
    return at;
  }
}

import { Construct } from 'constructs';
import { EXPORT, type ExportDeclaration, type ExportTaker } from '../model/export.ts';
import { items, member } from '../model/member.ts';
import { compareText, type Problem, problem } from '../model/problem.ts';
import { type KnownProps, show, unknownProps } from '../model/props.ts';
import { isRef, type Ref } from '../model/ref.ts';
import { recordSource } from '../model/source-line.ts';

/** An application that may take values, by those of its pods that run as some service accounts. */
export interface ExportTarget {
  /** Name of the application. */
  readonly application: string;
  /**
   * Names of service accounts, in the namespace of the application: a golden path's pods run as one of the name of the construct. They get the rights that
   * a resource gives by identity, such as a bucket of Google Cloud.
   */
  readonly serviceAccounts: readonly string[];
}

/** Props of an export. */
export interface ExportProps {
  /** Outputs of constructs of this program, by the names under which others take them. */
  readonly values: Readonly<Record<string, Ref>>;
  /** Applications of other programs that may take them, by their names, or with those of their service accounts that may: the way is opened for these alone. */
  readonly to: readonly (string | ExportTarget)[];
}

const props: KnownProps<ExportProps> = { values: true, to: true };

/**
 * Values that applications of other programs take, by the name of the export: `roadbed contract` writes them down, and the program that has
 * the contract takes them by `platform.imported`.
 *
 * NetworkPolicies are opened for the namespaces of those applications; late values travel by the platform's transport.
 *
 * @throws RB870 if a value cannot pass to another program
 * @example
 * new Export(platform, 'search', { values: { url: api.url }, to: ['basket'] });
 */
export class Export extends Construct {
  readonly #props: ExportProps;

  constructor(scope: Construct, id: string, props: ExportProps) {
    super(scope, id);
    recordSource(this);
    this.#props = props;
  }

  /** What the resolver reads. @internal */
  [EXPORT](): ExportDeclaration {
    const { path, id } = this.node;
    const { values, to } = this.#props;
    const problems: Problem[] = [...unknownProps(path, this.#props, props)];
    const refuse = (prop: string, found: string) => problems.push(problem('RB870', { path, prop, found }));
    const taken: Record<string, Ref> = {};
    for (const [name, value] of Object.entries(Object(values))) {
      if (isRef(value)) taken[name] = value;
      else refuse(`values.${name}`, `no output of a construct, got ${show(value)}`);
    }
    const takers = takersOf(to, refuse);
    if (takers.length === 0) refuse('to', 'it names no application');
    return { path, name: id, values: taken, to: takers, problems };
  }
}

/** Who may take values, each application once. */
function takersOf(to: unknown, refuse: (prop: string, found: string) => void): readonly ExportTaker[] {
  const accounts = new Map<string, readonly string[]>();
  for (const [index, one] of items(to).entries()) {
    const application = typeof one === 'string' ? one : member(one, 'application');
    const given = typeof one === 'string' ? [] : items(member(one, 'serviceAccounts'));
    const names = given.filter((name) => typeof name === 'string');
    const isWhole = names.length === given.length && (typeof one === 'string' || names.length > 0);
    if (typeof application !== 'string' || !isWhole)
      refuse(`to.${index}`, `neither the name of an application nor one with service accounts, got ${show(one)}`);
    else if (accounts.has(application)) refuse(`to.${index}`, `it names ${show(application)} twice`);
    else accounts.set(application, [...new Set(names)].sort());
  }
  return [...accounts]
    .map(([application, serviceAccounts]) => ({ application, serviceAccounts }))
    .sort((a, b) => compareText(a.application, b.application));
}

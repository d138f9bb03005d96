import { Construct } from 'constructs';
import { EXPORT, type ExportDeclaration } from '../model/export.ts';
import { type Problem, problem } from '../model/problem.ts';
import { type KnownProps, show, unknownProps } from '../model/props.ts';
import { isRef, type Ref } from '../model/ref.ts';
import { recordSource } from '../model/source-line.ts';

/** Props of an export. */
export interface ExportProps {
  /** Outputs of constructs of this program, by the names under which others take them. */
  readonly values: Readonly<Record<string, Ref>>;
  /** Names of the applications of other programs that may take them: the way to them is opened for these alone. */
  readonly to: readonly string[];
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
    const names = Array.isArray(to) ? to.filter((one): one is string => typeof one === 'string') : [];
    if (names.length === 0) refuse('to', 'it names no application');
    return { path, name: id, values: taken, to: [...new Set(names)].sort(), problems };
  }
}

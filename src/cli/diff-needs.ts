import type { NeedChange } from '../platform/lock/compare-locks.ts';
import { printable, shortValue } from './short-value.ts';
import { type Style, wrap } from './terminal.ts';

/** Most fields of one need that are shown; all of them are in the JSON. */
const FIELDS = 12;

/** Prints for people which needs are decided otherwise than the lock says, by environment; empty where none is. */
export function needsText(changes: readonly NeedChange[], style: Style, width: number): string {
  const lines: string[] = [];
  let environment: string | undefined;
  for (const change of changes) {
    if (change.environment !== environment) {
      environment = change.environment;
      lines.push(...(lines.length === 0 ? [] : ['']), style.bold(style.cyan(`needs in ${printable(environment)}`)));
    }
    lines.push(...linesOf(change, style, width));
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`;
}

function linesOf(one: NeedChange, style: Style, width: number): readonly string[] {
  const { change, path, from, type, clusters, before, after, fields } = one;
  const mark = change === 'created' ? style.green('+') : change === 'deleted' ? style.red('-') : style.yellow('~');
  const who =
    before === after || before === undefined || after === undefined ? (after ?? before) : `${before} -> ${after}`;
  const what = `${printable(path)}  ${style.bold(change)}  ${type} by ${printable(who ?? '')}`;
  const where = clusters.length > 6 ? `${clusters.length} clusters` : clusters.map(printable).join(', ');
  const [first = '', ...rest] = wrap(`${what}  ${style.dim(`on ${where}`)}`, width - 8);
  const shown = fields.slice(0, FIELDS).map(({ name, before: old, after: now }) => {
    const sides = [old, now].map((value) => (value === undefined ? 'not given' : shortValue(value, 40)));
    return `        ${printable(name)}: ${sides.join(' -> ')}`;
  });
  return [
    `  ${mark} ${first}`,
    ...rest.map((line) => `      ${line}`),
    ...(from === undefined ? [] : [`        moved from ${printable(from)}`]),
    ...shown,
    ...(fields.length > FIELDS ? [`        and ${fields.length - FIELDS} more`] : []),
  ];
}

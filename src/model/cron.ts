interface CronField {
  readonly name: string;
  /** Every value that may stand here, as a regular expression, and what it is worth. */
  readonly pattern: string;
  readonly max: number;
  readonly words: readonly string[];
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const cronFields: readonly CronField[] = [
  { name: 'minute', pattern: '[0-5]?[0-9]', max: 59, words: [] },
  { name: 'hour', pattern: '([01]?[0-9]|2[0-3])', max: 23, words: [] },
  { name: 'day of month', pattern: '(0?[1-9]|[12][0-9]|3[01])', max: 31, words: [] },
  { name: 'month', pattern: `(0?[1-9]|1[0-2]|${months.join('|')})`, max: 12, words: months },
  { name: 'day of week', pattern: `([0-6]|${days.join('|')})`, max: 6, words: days },
];

/** What a schedule looks like: the five fields of cron, with lists, ranges and steps. It does not see ranges that run backwards. */
export const CRON_PATTERN = `^${cronFields.map(({ pattern }) => fieldPattern(pattern)).join(' ')}$`;

const cron = new RegExp(CRON_PATTERN);

/**
 * Whether Kubernetes takes the text as the schedule of a CronJob: minute, hour, day of month, month and day of week.
 *
 * Macros such as `@daily` and a `TZ=` are not schedules here: the time zone is a field of its own.
 */
export function isCron(text: string): boolean {
  if (!cron.test(text)) return false;
  return text.split(' ').every((field, i) => rangesRunForward(field, cronFields[i]));
}

function fieldPattern(value: string): string {
  const item = `(\\*|${value}(-${value})?)(/[1-9][0-9]?)?`;
  return `${item}(,${item})*`;
}

function rangesRunForward(field: string, kind: CronField | undefined): boolean {
  return field.split(',').every((item) => {
    const [from, to] = (item.split('/')[0] ?? '').split('-');
    return from === undefined || to === undefined || worth(from, kind) <= worth(to, kind);
  });
}

function worth(value: string, kind: CronField | undefined): number {
  const word = kind?.words.indexOf(value) ?? -1;
  // Months count from one, days of the week from zero.
  return word === -1 ? Number(value) : word + (kind?.max === 12 ? 1 : 0);
}

/** How the way of a value begins that somebody hands over when both of its ends run, so that git does not hold it. */
export const AT_RUN_TIME = 'at run time: ';

/** Whether a value is handed over when both of its ends run. */
export function isAtRunTime(way: string): boolean {
  return way.startsWith(AT_RUN_TIME);
}

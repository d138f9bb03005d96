/** A condition that somebody has to know of. */
export interface Alert {
  /** Name in CamelCase, unique among all. */
  readonly name: string;
  /** Whether it wakes somebody (`critical`) or waits for working hours (`warning`). */
  readonly severity: 'critical' | 'warning';
  /** How long the condition must hold. */
  readonly holds: string;
  readonly expr: string;
  /** What is wrong, in one line; with labels as Prometheus fills them in. */
  readonly summary: string;
  /** What to look at and to do, in a few sentences. */
  readonly runbook: string;
}

/** Alerts about one thing. */
export interface AlertGroup {
  /** Id of the group, by which it is chosen. */
  readonly id: string;
  /** Dashboard that shows what they are about. */
  readonly dashboard: string;
  readonly alerts: readonly Alert[];
}

/** An alert that wakes somebody. */
export function critical(name: string, holds: string, expr: string, summary: string, runbook: string): Alert {
  return { name, severity: 'critical', holds, expr, summary, runbook };
}

/** An alert that waits for working hours. */
export function warning(name: string, holds: string, expr: string, summary: string, runbook: string): Alert {
  return { name, severity: 'warning', holds, expr, summary, runbook };
}

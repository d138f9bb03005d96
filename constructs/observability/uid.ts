/** Id of one of Roadbed's dashboards in Grafana, which is part of its address: at most 40 characters. */
export function uidOf(id: string): string {
  return `roadbed-${id}`;
}

export { Alerts, type AlertsProps } from '../../constructs/alerts.ts';
export { Dashboards, type DashboardsProps } from '../../constructs/dashboards.ts';
export { dashboardFile } from './dashboard-file.ts';

import {
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  FieldColorBuilder,
  FieldColorModeId,
  QueryVariableBuilder,
  RowBuilder,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as HeatmapBuilder } from '@grafana/grafana-foundation-sdk/heatmap';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { PanelBuilder as GraphBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Dashboard, Panel, Variable } from './dashboard.ts';
import { uidOf } from './uid.ts';

/** The data source that is chosen at the top: each cluster of the network is one. */
const source = { type: 'prometheus', uid: '$datasource' };

/** The dashboard in Grafana's own format, as it is imported. */
export function grafanaDashboard(dashboard: Dashboard): object {
  const builder = new DashboardBuilder(`Roadbed / ${dashboard.title}`)
    .uid(uidOf(dashboard.id))
    .description(dashboard.about)
    .tags(['roadbed', ...dashboard.tags])
    .readonly()
    .refresh('1m')
    .time({ from: 'now-6h', to: 'now' })
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .link(
      new DashboardLinkBuilder('Roadbed')
        .type(DashboardLinkType.Dashboards)
        .tags(['roadbed'])
        .asDropdown(true)
        .keepTime(true)
        .includeVars(true),
    )
    .withVariable(sourceVariable(dashboard.fleet === true));
  for (const variable of dashboard.variables) builder.withVariable(queryVariable(variable));
  let y = 0;
  for (const { title, panels, repeat } of dashboard.rows) {
    const row = new RowBuilder(title).gridPos({ x: 0, y, w: WIDTH, h: 1 });
    builder.withRow(repeat === undefined ? row : row.repeat(repeat));
    const placed = inLines(panels, y + 1);
    for (const { panel, at } of placed.panels) builder.withPanel(panelOf(panel).gridPos(at));
    y = placed.end;
  }
  return numbered(builder.build());
}

/** Columns of a dashboard. */
const WIDTH = 24;

interface Placed {
  readonly panel: Panel;
  readonly at: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

/** Places panels in lines from the left, each line as high as its highest. */
function inLines(panels: readonly Panel[], top: number): { readonly panels: readonly Placed[]; readonly end: number } {
  const placed: Placed[] = [];
  let [x, y, highest] = [0, top, 0];
  for (const panel of panels) {
    const { w, h } = sizes[panel.type];
    const width = panel.span ?? w;
    if (x + width > WIDTH) [x, y, highest] = [0, y + highest, 0];
    placed.push({ panel, at: { x, y, w: width, h } });
    x += width;
    highest = Math.max(highest, h);
  }
  return { panels: placed, end: y + highest };
}

const sizes: Readonly<Record<Panel['type'], { readonly w: number; readonly h: number }>> = {
  graph: { w: 12, h: 8 },
  stat: { w: 4, h: 4 },
  table: { w: WIDTH, h: 8 },
  heatmap: { w: 12, h: 8 },
};

/** Panels need ids of their own, by which links and alerts name them. */
function numbered<T extends { panels?: readonly object[] }>(dashboard: T): object {
  return { ...dashboard, panels: dashboard.panels?.map((panel, index) => ({ ...panel, id: index + 1 })) };
}

function sourceVariable(several: boolean): DatasourceVariableBuilder {
  return new DatasourceVariableBuilder('datasource')
    .type('prometheus')
    .label('Cluster')
    .multi(several)
    .includeAll(several);
}

function queryVariable({ name, label, values, several }: Variable): QueryVariableBuilder {
  return (
    new QueryVariableBuilder(name)
      .label(label)
      .datasource(source)
      .query(values)
      .refresh(VariableRefresh.OnTimeRangeChanged)
      .sort(VariableSort.AlphabeticalAsc)
      .multi(several === true)
      .includeAll(several === true)
      // Else Grafana lists each value, and the address of the page outgrows what proxies take.
      .allValue('.*')
  );
}

type Builder = GraphBuilder | StatBuilder | TableBuilder | HeatmapBuilder;

function panelOf(panel: Panel): Builder {
  const { title, unit, about = '', max } = panel;
  const builder: Builder = makers[panel.type](panel);
  builder.title(title).description(about).unit(unit).datasource(source).min(0);
  if (max !== undefined) builder.max(max);
  return builder;
}

const makers: Readonly<Record<Panel['type'], (panel: Panel) => Builder>> = {
  graph: ({ queries, stack, warn }) => {
    const graph = new GraphBuilder()
      .lineWidth(1)
      .fillOpacity(stack ? 30 : 8)
      .drawStyle(GraphDrawStyle.Line)
      .legend(
        new VizLegendOptionsBuilder()
          .showLegend(true)
          .displayMode(LegendDisplayMode.List)
          .placement(LegendPlacement.Bottom),
      )
      .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
    if (stack) graph.stacking(new StackingConfigBuilder().mode(StackingMode.Normal));
    if (warn !== undefined) graph.thresholds(thresholds(warn));
    for (const [index, [legend, expr]] of Object.entries(queries).entries()) {
      graph.withTarget(query(expr, index).legendFormat(legend).range());
    }
    return graph;
  },
  stat: ({ queries, warn }) => {
    const stat = new StatBuilder().noValue('none');
    if (warn === undefined) stat.colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor('text'));
    else stat.thresholds(thresholds(warn)).colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds));
    for (const [index, expr] of Object.values(queries).entries()) stat.withTarget(query(expr, index).instant());
    return stat;
  },
  table: ({ queries, warn }) => {
    const list = new TableBuilder().filterable(true);
    if (warn !== undefined) list.thresholds(thresholds(warn));
    for (const [index, expr] of Object.values(queries).entries()) {
      list.withTarget(query(expr, index).format(PromQueryFormat.Table).instant());
    }
    // The time is the same in every row.
    return list.withTransformation({ id: 'organize', options: { excludeByName: { Time: true } } });
  },
  heatmap: ({ queries }) => {
    const heat = new HeatmapBuilder().calculate(false);
    for (const [index, [legend, expr]] of Object.entries(queries).entries()) {
      heat.withTarget(query(expr, index).legendFormat(legend).format(PromQueryFormat.Heatmap).range());
    }
    return heat;
  },
};

function query(expr: string, index: number): DataqueryBuilder {
  return new DataqueryBuilder().expr(expr).refId(String.fromCharCode(65 + index));
}

/** Colours by value; where less is worse, the first bound is above the second. */
function thresholds([yellow, red]: readonly [number, number]): ThresholdsConfigBuilder {
  const rising = yellow <= red;
  const steps = rising
    ? [
        { value: null, color: 'green' },
        { value: yellow, color: 'yellow' },
        { value: red, color: 'red' },
      ]
    : [
        { value: null, color: 'red' },
        { value: red, color: 'yellow' },
        { value: yellow, color: 'green' },
      ];
  return new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(steps);
}

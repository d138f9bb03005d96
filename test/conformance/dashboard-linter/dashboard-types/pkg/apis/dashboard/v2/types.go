// Package v2 has of Grafana's package of this name the types that the dashboard linter names. The module that has them is not to be
// had from the module proxy. The linter reads dashboards of the second schema with them; Roadbed makes dashboards of the first, which
// the linter reads with types of its own. They carry no JSON names, so that a dashboard of the second schema is not taken for a good one.
package v2

type DashboardVariableRefresh string

const (
	DashboardVariableRefreshOnTimeRangeChanged DashboardVariableRefresh = "onTimeRangeChanged"
	DashboardVariableRefreshOnDashboardLoad    DashboardVariableRefresh = "onDashboardLoad"
)

type DashboardSpec struct {
	Title       string
	Editable    *bool
	Elements    map[string]DashboardElement
	Variables   []DashboardVariableKind
	Annotations []DashboardAnnotationQueryKind
}

type DashboardElement struct{ PanelKind *DashboardPanelKind }

type DashboardPanelKind struct{ Spec DashboardPanelSpec }

type DashboardPanelSpec struct {
	Id          float64
	Title       string
	Description string
	VizConfig   DashboardVizConfigKind
	Data        DashboardQueryGroupKind
}

type DashboardVizConfigKind struct {
	Group string
	Spec  DashboardVizConfigSpec
}

type DashboardVizConfigSpec struct {
	FieldConfig any
	Options     map[string]any
}

type DashboardQueryGroupKind struct{ Spec DashboardQueryGroupSpec }

type DashboardQueryGroupSpec struct{ Queries []DashboardPanelQueryKind }

type DashboardPanelQueryKind struct{ Spec DashboardPanelQuerySpec }

type DashboardPanelQuerySpec struct {
	RefId  string
	Hidden bool
	Query  DashboardDataQueryKind
}

type DashboardDataQueryKind struct {
	Group      string
	Datasource *DashboardDatasource
	Spec       map[string]any
}

type DashboardDatasource struct{ Name *string }

type DashboardAnnotationQueryKind struct{ Spec DashboardAnnotationQuerySpec }

type DashboardAnnotationQuerySpec struct {
	Name  string
	Query DashboardDataQueryKind
}

type DashboardVariableKind struct {
	QueryVariableKind      *DashboardQueryVariableKind
	DatasourceVariableKind *DashboardDatasourceVariableKind
	CustomVariableKind     *DashboardTextVariableKind
	IntervalVariableKind   *DashboardTextVariableKind
	ConstantVariableKind   *DashboardTextVariableKind
	TextVariableKind       *DashboardTextVariableKind
	AdhocVariableKind      *DashboardTextVariableKind
	GroupByVariableKind    *DashboardTextVariableKind
	SwitchVariableKind     *DashboardTextVariableKind
}

type DashboardQueryVariableKind struct{ Spec DashboardQueryVariableSpec }

type DashboardQueryVariableSpec struct {
	DashboardVariable
	Query DashboardDataQueryKind
}

type DashboardDatasourceVariableKind struct{ Spec DashboardDatasourceVariableSpec }

type DashboardDatasourceVariableSpec struct {
	DashboardVariable
	PluginId string
}

type DashboardTextVariableKind struct{ Spec DashboardTextVariableSpec }

type DashboardTextVariableSpec struct {
	DashboardVariable
	Query string
}

type DashboardVariable struct {
	Name     string
	Label    *string
	Multi    bool
	AllValue *string
	Refresh  DashboardVariableRefresh
}

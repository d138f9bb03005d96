/** Crossplane sets `Synced` and `Ready` on every managed resource; one that fails to sync is not healthy although it was ready. */
const CROSSPLANE = `-- An empty message says nothing, and in Lua it is not false.
local function textOf(condition)
  if condition.message ~= nil and condition.message ~= "" then
    return condition.message
  end
  return condition.reason
end
local health = { status = "Progressing", message = "waiting for the resource to become ready" }
if obj.status == nil or obj.status.conditions == nil then
  return health
end
local ready = false
for _, condition in ipairs(obj.status.conditions) do
  if condition.type == "LastAsyncOperation" and condition.status == "False" then
    return { status = "Degraded", message = textOf(condition) }
  end
  if condition.type == "Synced" and condition.status == "False" then
    return { status = "Degraded", message = textOf(condition) }
  end
  if condition.type == "Ready" then
    ready = condition.status == "True"
    health.message = textOf(condition) or health.message
  end
end
if ready then
  return { status = "Healthy", message = "ready" }
end
return health
`;

/** CloudNativePG says in its Ready condition whether all instances serve. */
const CLOUDNATIVE_PG = `local health = { status = "Progressing", message = "waiting for the database" }
if obj.status == nil then
  return health
end
if obj.status.phase ~= nil then
  health.message = obj.status.phase
end
for _, condition in ipairs(obj.status.conditions or {}) do
  if condition.type == "Ready" and condition.status == "True" then
    return { status = "Healthy", message = health.message }
  end
end
return health
`;

/** An Application within an Application is as healthy as it says itself: waves of Applications wait for it. */
const APPLICATION = `local health = { status = "Progressing", message = "" }
if obj.status ~= nil and obj.status.health ~= nil then
  health.status = obj.status.health.status
  health.message = obj.status.health.message or ""
end
return health
`;

/** Health scripts, by the group and kind that they are for. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/^(Cluster)?Provider(Config)?(Usage)?\./, ''],
  // What Crossplane itself is made of never says `Ready`, and some of it has no status.
  [/\.(pkg|apiextensions)\.crossplane\.io$/, ''],
  [/\.(upbound\.io|crossplane\.io)$/, CROSSPLANE],
  [/^Cluster\.postgresql\.cnpg\.io$/, CLOUDNATIVE_PG],
  [/^Application\.argoproj\.io$/, APPLICATION],
];

/** The Lua script that tells Argo CD the health of a kind, as `Kind.group`, or undefined where Argo CD knows it itself. */
export function healthScript(kind: string): string | undefined {
  const script = SCRIPTS.find(([pattern]) => pattern.test(kind))?.[1];
  return script === '' ? undefined : script;
}

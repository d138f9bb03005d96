/** Something of a cluster that stands in a value of a chart: its name, its environment, or its cloud, empty where it has none. */
export type ClusterFact = 'name' | 'environment' | 'cloud';

/**
 * Values of a chart that are each cluster's own, by their places: keys divided by dots, numbers of items in brackets, such as
 * `config.processors.resource.attributes[0].value`. A dot within a key follows a backslash, as in `--set` of Helm.
 */
export type ClusterValues = Readonly<Record<string, ClusterFact>>;

/** A cluster, as far as values ask of it. */
interface Asked {
  readonly name: string;
  readonly environment: string;
  readonly cloud: string | undefined;
}

type Place = readonly (string | number)[];

/** The keys and numbers of a place in values; undefined where it is none. */
export function valuesPlace(text: string): Place | undefined {
  const place: (string | number)[] = [];
  let rest = text;
  while (rest !== '') {
    const [piece = '', key, number] = /^(?:((?:\\.|[^\\.,=[\]{}])+)|\[(\d{1,4})\])/.exec(rest) ?? [];
    if (piece === '' || (number !== undefined && place.length === 0)) return undefined;
    place.push(number === undefined ? (key ?? '').replace(/\\(.)/g, '$1') : Number(number));
    rest = rest.slice(piece.length);
    if (rest.startsWith('.') && rest.length > 1 && rest[1] !== '[') rest = rest.slice(1);
    else if (rest !== '' && !rest.startsWith('[')) return undefined;
  }
  return place.length === 0 ? undefined : place;
}

/** Whether values say anything at a place, or something on the way to it that is no map. */
export function saysAt(values: unknown, place: Place): boolean {
  let at = values;
  for (const key of place) {
    if (at === undefined) return false;
    if (!isMap(at)) return true;
    at = Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at !== undefined;
}

/** Values with those of a cluster in their places; maps and items that are not there are made, as Helm makes them. */
export function valuesFor(
  values: Readonly<Record<string, unknown>>,
  own: ClusterValues,
  cluster: Asked,
): Readonly<Record<string, unknown>> {
  let result: unknown = values;
  for (const [text, fact] of Object.entries(own)) result = set(result, valuesPlace(text) ?? [], cluster[fact] ?? '');
  return isMap(result) ? result : values;
}

function set(under: unknown, [key, ...rest]: Place, value: string): unknown {
  if (key === undefined) return value;
  if (typeof key === 'string') {
    const map = isMap(under) ? under : {};
    return { ...map, [key]: set(map[key], rest, value) };
  }
  const items: unknown[] = Array.isArray(under) ? [...under] : [];
  while (items.length < key) items.push(null);
  items[key] = set(items[key], rest, value);
  return items;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { IConstruct } from 'constructs';

/** A construct that bears another path than it was made with: its objects keep the names of the former path. */
export interface Move {
  /** Path that it was made with, such as `shop/orders`. */
  readonly from: string;
  /** Path that it has in the program now, such as `shop/db`. */
  readonly to: string;
}

const MOVES: unique symbol = Symbol.for('roadbed.moves');

/** Tells the tree of constructs what moved, before any construct takes its name from its path. */
export function declareMoves(root: IConstruct, moves: readonly Move[]): void {
  if (moves.length > 0) Object.defineProperty(root, MOVES, { value: new Map(moves.map(({ from, to }) => [to, from])) });
}

/** The path that a construct was made with: its own, unless it or something around it moved. */
export function formerPath(root: IConstruct, path: string): string {
  const moves: unknown = Reflect.get(root, MOVES);
  return moves instanceof Map ? (chainBack(moves, path).at(-1) ?? path) : path;
}

/** Every path that a construct had before the one that it has now, the last one first; none where nothing moved. */
export function formerPaths(path: string, moves: readonly Move[]): readonly string[] {
  return moves.length === 0 ? [] : chainBack(new Map(moves.map(({ from, to }) => [to, from])), path);
}

/** A chain of moves, followed to its begin; one that comes back to itself is a problem, and ends all the same. */
function chainBack(moves: ReadonlyMap<unknown, unknown>, path: string): readonly string[] {
  const chain: string[] = [];
  for (let former = stepBack(moves, path); former !== undefined; former = stepBack(moves, former)) {
    chain.push(former);
    if (chain.length === moves.size) break;
  }
  return chain;
}

/** The path before the last move of a construct or of what is nearest around it. */
function stepBack(moves: ReadonlyMap<unknown, unknown>, path: string): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const from = moves.get(path.slice(0, end));
    if (typeof from === 'string') return from + path.slice(end);
  }
  return undefined;
}

/** The path that a construct has now, by the one that a lock has of it. */
export function movedTo(path: string, moves: readonly Move[]): string {
  let now = path;
  for (let steps = 0; steps < moves.length; steps++) {
    const move = moves.find(({ from }) => now === from || now.startsWith(`${from}/`));
    if (move === undefined) break;
    now = move.to + now.slice(move.from.length);
  }
  return now;
}

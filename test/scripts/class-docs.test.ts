import { classDocs } from '../../scripts/class-docs.ts';

const source = `
/** Something else. */
export class Other {}

/**
 * A database.
 *
 * It has one user.
 *
 * @source CloudNativePG's Cluster
 * @example
 * new Database(shop, 'orders', {});
 */
export class Database extends GoldenPath {
  /** Address of the server. */
  readonly hostName = this.output('host');
  /** Nothing of the kind. */
  readonly size = 3;
  readonly port = this.output('port', { secret: false });
}
`;

test('a class is told by its comment, its source and its examples', () => {
  expect(classDocs(source, 'Database')).toMatchObject({
    summary: 'A database.\n\nIt has one user.',
    source: "CloudNativePG's Cluster",
    examples: ["new Database(shop, 'orders', {});"],
  });
});

test('a field that declares an output is found under the name of the output', () => {
  expect([...classDocs(source, 'Database').outputs]).toEqual([
    ['host', 'Address of the server.'],
    ['port', ''],
  ]);
});

test('a class that is not there is a fault of the build', () => {
  expect(() => classDocs(source, 'Missing')).toThrow('there is no class Missing');
});

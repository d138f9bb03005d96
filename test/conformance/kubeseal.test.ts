import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { certificate, rsaKeys } from '../sealing/certificates.ts';
import { type Outcome, run, succeed } from './harness/command.ts';
import { at } from './harness/json.ts';
import { holds, withEngines } from './harness/with-engines.ts';

const roadbed = resolve(__dirname, '../../lib/src/cli/main.js');

/** Values of every kind that a Secret holds: text, nothing, bytes that are no text, and much. */
const values = {
  password: Buffer.from('s3cr$t "quoted"\n'),
  empty: Buffer.alloc(0),
  binary: Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
  large: Buffer.alloc(100_000, 'x'),
  unicode: Buffer.from('пароль 密码'),
};

const scopes = ['strict', 'namespace-wide', 'cluster-wide'] as const;

/** A Secret with some metadata besides its name and place. */
function secretOf(data: Readonly<Record<string, Buffer>>, metadata: object = {}): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'login', namespace: 'shop', labels: { app: 'shop' }, annotations: { note: 'x' }, ...metadata },
    type: 'Opaque',
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, value.toString('base64')])),
  });
}

withEngines(['kubeseal'], 'kubeseal', (tools) => {
  const keys = rsaKeys(4096);
  const { pem } = certificate({ keys });

  /** A file of the tests' folder. */
  function file(name: string, content: string): string {
    const path = join(tools.folder, name);
    writeFileSync(path, content);
    return path;
  }

  const byRoadbed = (cert: string, secret: string, args: readonly string[] = []): Outcome =>
    run(process.execPath, [roadbed, 'seal', '--cert', cert, ...args], { input: secret });
  const byKubeseal = (cert: string, secret: string, args: readonly string[] = []): Outcome =>
    run(tools.program('kubeseal'), ['--cert', cert, '--kubeconfig', file('none.json', '{}'), ...args], {
      input: secret,
    });

  /** The Secret that a SealedSecret opens to. */
  function opened(sealed: string): unknown {
    const key = file('key.pem', keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    const args = ['--recovery-unseal', '--recovery-private-key', key, '-o', 'json'];
    return JSON.parse(succeed(tools.program('kubeseal'), args, { input: sealed }));
  }

  holds('kubeseal', 'opens what roadbed seal made, in every scope, to the same bytes', async () => {
    const cert = file('cert.pem', pem);
    for (const scope of scopes) {
      const { status, output, complaint } = byRoadbed(cert, secretOf(values), ['--scope', scope]);
      expect([status, complaint]).toEqual([0, expect.any(String)]);
      const secret = opened(output);
      expect(at(secret, 'metadata.name')).toBe('login');
      expect(at(secret, 'metadata.labels.app')).toBe('shop');
      for (const [key, value] of Object.entries(values)) {
        expect(Buffer.from(String(at(secret, `data.${key}`) ?? ''), 'base64').equals(value)).toBe(true);
      }
    }
    return scopes.length * Object.keys(values).length;
  });

  holds('kubeseal', 'does not open what was moved to another name or namespace than its scope allows', async () => {
    const cert = file('cert.pem', pem);
    const moved: readonly [(typeof scopes)[number], string, string, boolean][] = [
      ['strict', 'name: login', 'name: other', false],
      ['strict', 'namespace: shop', 'namespace: bank', false],
      ['namespace-wide', 'name: login', 'name: other', true],
      ['namespace-wide', 'namespace: shop', 'namespace: bank', false],
      ['cluster-wide', 'namespace: shop', 'namespace: bank', true],
    ];
    for (const [scope, from, to, opens] of moved) {
      const sealed = byRoadbed(cert, secretOf(values), ['--scope', scope]).output.replaceAll(from, to);
      const isOpened = () => opened(sealed);
      if (opens) expect(isOpened()).toMatchObject({ kind: 'Secret' });
      else expect(isOpened).toThrow(/no key could decrypt secret/);
    }
    return moved.length;
  });

  holds('kubeseal', 'opens what roadbed seal put into a file that kubeseal made', async () => {
    const cert = file('cert.pem', pem);
    const first = byKubeseal(cert, secretOf({ old: Buffer.from('1') }), ['-o', 'yaml']);
    expect(first.complaint).toBe('');
    const target = file('merged.yaml', first.output);
    const { status, complaint } = byRoadbed(cert, secretOf({ new: Buffer.from('2') }), ['--merge-into', target]);
    expect([status, complaint]).toEqual([0, expect.any(String)]);
    const merged = run('cat', [target]).output;
    expect(at(opened(merged), 'data')).toEqual({ old: 'MQ==', new: 'Mg==' });
    return 2;
  });

  holds('kubeseal', 'refuses nothing that roadbed seal takes, of what there is to refuse', async () => {
    const good = file('cert.pem', pem);
    const secret = secretOf({ password: Buffer.from('x') });
    const expired = certificate({ keys, from: new Date('2001-01-01'), to: new Date('2002-01-01') }).pem;
    const refused: readonly (readonly [string, string, string, readonly string[]])[] = [
      ['a certificate that has ended', file('expired.pem', expired), secret, []],
      ['no certificate', file('none.pem', 'none'), secret, []],
      ['a file that is not there', join(tools.folder, 'missing.pem'), secret, []],
      ['no name', good, secretOf({ a: Buffer.from('x') }, { name: '' }), []],
      ['no values', good, secretOf({}), []],
      ['nothing', good, '', []],
      ['values that are not base64', good, secret.replace(/password: .*/, 'password: "?"'), []],
      ['no YAML', good, 'a: [', []],
      ['a scope that there is not', good, secret, ['--scope', 'world']],
    ];
    for (const [what, cert, input, args] of refused) {
      const outcomes = { kubeseal: byKubeseal(cert, input, args).status, roadbed: byRoadbed(cert, input, args).status };
      expect({ what, kubeseal: outcomes.kubeseal !== 0, roadbed: outcomes.roadbed !== 0 }).toEqual({
        what,
        kubeseal: true,
        roadbed: true,
      });
    }
    return refused.length;
  });
});

import { shopProgram, UserFolder } from './support.ts';

let folder: UserFolder;

beforeEach(() => {
  folder = new UserFolder({ 'main.ts': shopProgram() });
});

afterEach(() => folder.remove());

test('a platform is written as a Pulumi project for each environment, beside what Argo CD reads', () => {
  expect(folder.roadbed(['synth']).status).toBe(0);
  const { status, stderr } = folder.roadbed(['synth', '--target', 'pulumi']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(folder.read('dist-pulumi/prod/Pulumi.yaml')).toMatch(/^name: roadbed-prod$/m);
  expect(folder.has('dist-pulumi/dev/Pulumi.yaml')).toBe(true);
  expect(folder.has('dist/hub/root.yaml')).toBe(true);
});

test('a target that is not there is wrong use, and those that are there are named', () => {
  const { status, stderr } = folder.roadbed(['synth', '--target', 'pulumy']);
  expect(status).toBe(2);
  expect(stderr).toContain('Allowed choices are argocd, pulumi');
});

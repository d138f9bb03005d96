import { toldPorts } from '../../../constructs/workload/told-ports.ts';

test('a port of the containers is told once, however many of the address lead to it', () => {
  const ports = {
    http: { port: 80, targetPort: 8080, protocol: 'TCP' },
    alt: { port: 8080, protocol: 'TCP' },
    dns: { port: 8080, protocol: 'UDP' },
  } as const;
  expect(toldPorts(ports)).toEqual([
    { name: 'http', containerPort: 8080, protocol: 'TCP' },
    { name: 'dns', containerPort: 8080, protocol: 'UDP' },
  ]);
});

test('a name that no container takes, or that another has once it is cut, is left out', () => {
  const ports = {
    'a-very-long-name-1': { port: 1, protocol: 'TCP' },
    'a-very-long-name-2': { port: 2, protocol: 'TCP' },
    '8080': { port: 3, protocol: 'TCP' },
    'a--b': { port: 4, protocol: 'TCP' },
  } as const;
  expect(toldPorts(ports).map(({ name, containerPort }) => [containerPort, name])).toEqual([
    [3, undefined],
    [1, 'a-very-long-nam'],
    [2, undefined],
    [4, undefined],
  ]);
});

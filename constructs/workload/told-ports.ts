/** A port of an address inside the cluster. */
interface ServicePort {
  readonly port: number;
  readonly targetPort?: number | undefined;
  readonly protocol: 'TCP' | 'UDP';
}

/** A port as a container tells it. */
interface ContainerPort {
  readonly name?: string;
  readonly containerPort: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** The ports that containers tell: each once, though several of the address may lead to it, and by name where the name of the address's fits. */
export function toldPorts(ports: Readonly<Record<string, ServicePort>>): readonly ContainerPort[] {
  const told = new Map<string, ContainerPort>();
  const names = new Set<string>();
  for (const [given, { port, targetPort: containerPort = port, protocol }] of Object.entries(ports)) {
    const key = `${containerPort}/${protocol}`;
    if (told.has(key)) continue;
    const name = given.slice(0, 15).replace(/-+$/, '');
    const fits = isPortName(name) && !names.has(name);
    names.add(name);
    told.set(key, { ...(fits ? { name } : {}), containerPort, protocol });
  }
  return [...told.values()];
}

/** What Kubernetes takes as the name of a container's port: with a letter in it, and no two hyphens beside each other. @source RFC 6335, IANA_SVC_NAME */
function isPortName(name: string): boolean {
  return /[a-z]/.test(name) && !name.includes('--');
}

import type { Manifest } from '../../src/model/manifest.ts';
import { kept } from './names.ts';

const CERT_MANAGER = 'cert-manager.io/v1';

/** Of whom certificates are, and what Skupper's router reads: keys of RSA in PKCS#1. */
const KEY = { algorithm: 'RSA', encoding: 'PKCS1', size: 4096 } as const;

type Labels = Readonly<Record<string, string>>;

/** Name of the authority of a network, of its Secret, and of the Issuer that signs by it. */
const AUTHORITY = 'skupper-ca';

/** Certificate of the hub's router. */
export const SERVER_SECRET = 'skupper-server';

/** The network's own authority, which signs nothing but the certificates of its routers. Its key never leaves the hub. */
export function authority(network: string, labels: Labels): readonly Manifest[] {
  return [
    issuer('skupper-self-signed', labels, { selfSigned: {} }),
    {
      apiVersion: CERT_MANAGER,
      kind: 'Certificate',
      metadata: kept(AUTHORITY, labels),
      spec: {
        secretName: AUTHORITY,
        commonName: `skupper network ${network}`.slice(0, 64),
        isCA: true,
        duration: '87600h0m0s',
        renewBefore: '8760h0m0s',
        // With a new key every certificate would be refused until all are renewed.
        privateKey: { ...KEY, rotationPolicy: 'Never' },
        issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'skupper-self-signed' },
      },
    },
    issuer(AUTHORITY, labels, { ca: { secretName: AUTHORITY } }),
  ];
}

function issuer(name: string, labels: Labels, spec: object): Manifest {
  return { apiVersion: CERT_MANAGER, kind: 'Issuer', metadata: kept(name, labels), spec };
}

/** By what the hub proves itself to edges: the name that they connect to must be in it. */
export function serverCertificate(host: string, labels: Labels): Manifest {
  return certificate(SERVER_SECRET, labels, {
    commonName: host.length <= 64 ? host : undefined,
    // The router looks at names alone: an address among the alternative names is not seen.
    dnsNames: [host],
    usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'],
  });
}

/** By what an edge proves itself to the hub. */
export function linkCertificate(name: string, edge: string, labels: Labels): Manifest {
  return certificate(name, labels, {
    commonName: edge,
    usages: ['digital signature', 'key encipherment', 'client auth'],
  });
}

function certificate(name: string, labels: Labels, spec: object): Manifest {
  return {
    apiVersion: CERT_MANAGER,
    kind: 'Certificate',
    metadata: kept(name, labels),
    spec: {
      secretName: name,
      ...spec,
      duration: '2160h0m0s',
      renewBefore: '1080h0m0s',
      privateKey: { ...KEY, rotationPolicy: 'Always' },
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: AUTHORITY },
    },
  };
}

import type { OutputsOf } from '../../src/model/resource-type.ts';
import type { mongodb } from '../../src/model/resource-types/mongodb.ts';
import { type LateValue, type SecretKey, url } from '../../src/model/value.ts';

/** Name of the database and of the user: the same in every environment, as the server is the application's own. */
export const MONGODB_NAME = 'app';

/** Port of every server. */
export const MONGODB_PORT = 27017;

/** What every provisioner of the type `mongodb` says of its server. */
export interface MongodbServer {
  readonly host: string | LateValue;
  readonly password: SecretKey;
  /** Absent where connections are not encrypted. */
  readonly ca?: LateValue;
  /** Further parameters of the connection string. */
  readonly query?: Readonly<Record<string, string>>;
}

/** Puts the outputs of the type `mongodb` together, so that every provisioner gives the same ones. */
export function mongodbOutputs({ host, password, ca, query = {} }: MongodbServer): OutputsOf<typeof mongodb> {
  const encrypted = ca !== undefined;
  return {
    host,
    port: MONGODB_PORT,
    database: MONGODB_NAME,
    user: MONGODB_NAME,
    password,
    tlsMode: encrypted ? 'require' : 'disable',
    serverName: encrypted ? host : '',
    ...(encrypted ? { ca } : {}),
    url: url({
      scheme: 'mongodb',
      user: MONGODB_NAME,
      password,
      host,
      port: MONGODB_PORT,
      path: MONGODB_NAME,
      query: { authSource: 'admin', retryWrites: 'false', tls: encrypted ? 'true' : 'false', ...query },
    }),
  };
}

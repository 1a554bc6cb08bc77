import { resolve } from 'node:path';
import { Failure } from './failure.ts';
import { isProcessName, isPublic, type Replicas } from './processes.ts';

/** What a user may decide about `npm start`, from the environment and the command line. */
export interface Settings {
  /** Where everything is kept. */
  readonly home: string;
  /** Whether the first start leaves the demo federation out. */
  readonly empty: boolean;
  readonly replicas: Replicas;
  /** Ports that differ from the defaults, by name: gateway, identity, postgres, nats, health. */
  readonly chosenPorts: Readonly<Record<string, number>>;
  /** An existing PostgreSQL, as a role that may create roles and schemas. */
  readonly databaseUrl: string | undefined;
  /** An existing NATS with JetStream. */
  readonly natsUrl: string | undefined;
  readonly nodeFlags: readonly string[];
  readonly logLevel: string;
  /** Addresses by which clients reach the platform, where a proxy stands before it. */
  readonly publicUrl: string | undefined;
  readonly issuerUrl: string | undefined;
  /** Variables of an S3-compatible store for files, instead of the folder. */
  readonly fileStore: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const defaultNodeFlags = ['--max-semi-space-size=8'] as const;

const portNames = ['gateway', 'identity', 'postgres', 'nats', 'health'];
const mostReplicas = 32;
const usage = 'Known options: --empty, --replicas=resources=2,reporting=2.';

/** Reads the settings; what cannot be understood is a Failure that names it. */
export function readSettings(root: string, environment: Environment, args: readonly string[]): Settings {
  const options = readOptions(args);
  return {
    home: resolve(root, environment['KLASTER_HOME'] ?? '.klaster'),
    empty: options.empty,
    replicas: readReplicas(options.replicas ?? environment['KLASTER_REPLICAS'] ?? ''),
    chosenPorts: readPorts(environment['KLASTER_PORTS'] ?? '', environment['PORT']),
    databaseUrl: readUrl('DATABASE_URL', environment, ['postgres:', 'postgresql:']),
    natsUrl: readUrl('NATS_URL', environment, ['nats:', 'tls:']),
    nodeFlags: environment['KLASTER_NODE_FLAGS']?.split(' ').filter((flag) => flag !== '') ?? defaultNodeFlags,
    logLevel: environment['LOG_LEVEL'] ?? 'info',
    publicUrl: readUrl('PUBLIC_URL', environment, ['http:', 'https:']),
    issuerUrl: readUrl('OIDC_ISSUER', environment, ['http:', 'https:']),
    fileStore: readFileStore(environment),
  };
}

const storeVariables = ['S3_BUCKET', 'S3_ENDPOINT', 'S3_REGION', 'S3_PATH_STYLE', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'];

/** What the gateway is told of a store for files; it judges that itself. */
const readFileStore = (environment: Environment): Record<string, string> => Object.fromEntries(storeVariables.flatMap((name) => (environment[name] ? [[name, environment[name]]] : [])));

function readOptions(args: readonly string[]): { empty: boolean; replicas: string | undefined } {
  const options = { empty: false, replicas: undefined as string | undefined };
  for (const argument of args) {
    if (argument === '--empty') options.empty = true;
    else if (argument.startsWith('--replicas=')) options.replicas = argument.slice('--replicas='.length);
    else throw new Failure(`The option ${argument} is not known. ${usage}`);
  }
  return options;
}

/** `resources=2,reporting=2` as pairs of a name and a whole number. */
function readPairs(variable: string, text: string): [name: string, value: number][] {
  return text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const [name = '', value = ''] = part.split('=').map((side) => side.trim());
      if (!/^\d{1,5}$/.test(value)) throw new Failure(`${variable} is a list such as name=2,other=3: “${part.trim()}” is not of that form.`);
      return [name, Number(value)];
    });
}

export function readReplicas(text: string): Replicas {
  const replicas: Replicas = {};
  for (const [name, count] of readPairs('KLASTER_REPLICAS', text)) {
    if (!isProcessName(name)) throw new Failure(`KLASTER_REPLICAS names “${name}”, which is no process of the platform.`);
    if (count < 1 || count > mostReplicas) throw new Failure(`KLASTER_REPLICAS asks for ${count} of ${name}: 1 to ${mostReplicas} are possible.`);
    if (isPublic(name) && count > 1) throw new Failure(`KLASTER_REPLICAS asks for ${count} of ${name}, which has a fixed address and runs once here.`);
    replicas[name] = count;
  }
  return replicas;
}

function readPorts(text: string, gatewayPort: string | undefined): Record<string, number> {
  const ports: Record<string, number> = {};
  const pairs = readPairs('KLASTER_PORTS', text);
  if (gatewayPort) pairs.push(...readPairs('PORT', `gateway=${gatewayPort}`));
  for (const [name, port] of pairs) {
    if (!portNames.includes(name)) throw new Failure(`KLASTER_PORTS names “${name}”; known are ${portNames.join(', ')}.`);
    if (port < 1 || port > 65_535) throw new Failure(`KLASTER_PORTS gives ${name} the port ${port}: 1 to 65535 are possible.`);
    ports[name] = port;
  }
  return ports;
}

function readUrl(variable: string, environment: Environment, protocols: readonly string[]): string | undefined {
  const text = environment[variable];
  if (text === undefined || text === '') return undefined;
  if (!URL.canParse(text) || !protocols.includes(new URL(text).protocol)) {
    throw new Failure(`${variable} is to be an address that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}.`);
  }
  return text.replace(/\/$/, '');
}

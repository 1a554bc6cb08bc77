import { serviceNames, type ProcessName } from './processes.ts';
import { courierRole, pairKey, type Secrets } from './secrets.ts';

/** Where everything is: what a process needs to find its place. */
export interface Addresses {
  /** postgres://host:port/database without a user. */
  readonly database: string;
  readonly nats: string;
  /** Whether the bus asks each process for its own password; an existing one may have its user in its address. */
  readonly busHasOwnUsers: boolean;
  readonly publicUrl: string;
  readonly issuerUrl: string;
  /** Where the gateway keeps files: its variables. */
  readonly files: Readonly<Record<string, string>>;
}

export interface Instance {
  readonly process: ProcessName;
  readonly replica: number;
  readonly healthPort: number;
  /** Where it serves clients, when it is public. */
  readonly httpPort: number | undefined;
}

/** A database address with this role's name and password in it. */
export function withRole(database: string, role: string, password: string): string {
  const url = new URL(database);
  url.username = encodeURIComponent(role);
  url.password = encodeURIComponent(password);
  return url.href;
}

/** The complete contract between the tools and a process: all it reads from its environment. */
/** glibc keeps freed memory for each thread apart and gives little of it back; measured, a third of a busy process. */
const frugalMemory = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '131072' };

export function processEnvironment(instance: Instance, addresses: Addresses, secrets: Secrets, logLevel: string): Record<string, string> {
  const { process, replica, healthPort, httpPort } = instance;
  const isService = process !== 'gateway';
  return {
    KLASTER_REPLICA: String(replica),
    ...frugalMemory,
    ...(isService ? databaseEnvironment(process, addresses, secrets) : {}),
    NATS_URL: addresses.nats,
    ...(addresses.busHasOwnUsers ? { NATS_USER: process, NATS_PASSWORD: secrets.bus[process] ?? '' } : {}),
    ...(isService ? { CALL_KEY: secrets.callKeys[process] ?? '' } : {}),
    CALL_KEYS: serviceNames.map((callee) => `${callee}:${pairKey(secrets.callKeys[callee] ?? '', process)}`).join(','),
    HEALTH_PORT: String(healthPort),
    ...(httpPort === undefined ? {} : { HTTP_PORT: String(httpPort) }),
    PUBLIC_URL: addresses.publicUrl,
    OIDC_ISSUER: addresses.issuerUrl,
    LOG_LEVEL: logLevel,
    ...(process === 'gateway' ? addresses.files : {}),
    ...(process === 'identity' ? { OPERATOR_CODE: secrets.operatorCode } : {}),
  };
}

function databaseEnvironment(service: Exclude<ProcessName, 'gateway'>, { database }: Addresses, { roles }: Secrets): Record<string, string> {
  const courier = courierRole(service);
  return {
    DATABASE_URL: withRole(database, service, roles[service] ?? ''),
    DATABASE_COURIER_URL: withRole(database, courier, roles[courier] ?? ''),
  };
}

/** What `main.js migrate` reads: it makes the roles, so it is told their passwords. */
export function migrationEnvironment(service: Exclude<ProcessName, 'gateway'>, adminUrl: string, { roles }: Secrets, logLevel: string): Record<string, string> {
  return {
    DATABASE_ADMIN_URL: adminUrl,
    DATABASE_PASSWORD: roles[service] ?? '',
    DATABASE_COURIER_PASSWORD: roles[courierRole(service)] ?? '',
    LOG_LEVEL: logLevel,
  };
}

/**
 * What passes from the user's environment to every process: the machine's own, nothing of the terminal or of a test
 * runner. OTEL_* switches tracing on.
 */
export function inheritedEnvironment(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const passes = (name: string) => ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'].includes(name) || name.startsWith('OTEL_');
  const inherited = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && passes(entry[0]));
  return Object.fromEntries(inherited);
}

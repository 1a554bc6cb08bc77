import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.ts';
import { processNames, serviceNames, type ServiceName } from './processes.ts';

/** Everything secret of one installation, made at its first start and kept in secrets.json for its owner alone. */
export interface Secrets {
  /** Password of the PostgreSQL superuser. */
  readonly superuser: string;
  /** Passwords of database roles: `<service>` and `<service>_courier`. */
  readonly roles: Readonly<Record<string, string>>;
  /** Passwords on the bus, by process. */
  readonly bus: Readonly<Record<string, string>>;
  /** Each service's own key for calls made to it: 32 bytes in hex. */
  readonly callKeys: Readonly<Record<string, string>>;
  /** With it the first operator signs up, once. */
  readonly operatorCode: string;
}

/** Keeps what is there and makes what is missing, so that a service added later gets its own at the next start. */
export function completeSecrets(known: Partial<Secrets>, makeSecret: () => string): Secrets {
  const complete = (names: readonly string[], values: Readonly<Record<string, string>> = {}) => ({
    ...values,
    ...Object.fromEntries(names.filter((name) => values[name] === undefined).map((name) => [name, makeSecret()])),
  });
  return {
    superuser: known.superuser ?? makeSecret(),
    roles: complete(serviceNames.flatMap((service) => [service, courierRole(service)]), known.roles),
    bus: complete(processNames, known.bus),
    callKeys: complete(serviceNames, known.callKeys),
    operatorCode: known.operatorCode ?? makeSecret().slice(0, 32),
  };
}

/** The role that moves a service's events: reads its journal, touches nothing else. */
export const courierRole = (service: ServiceName): string => `${service}_courier`;

/** The key a caller shares with a callee: HMAC-SHA-256 under the callee's own key, over the caller's name; hex. */
export function pairKey(calleeKey: string, caller: string): string {
  return createHmac('sha256', Buffer.from(calleeKey, 'hex')).update(caller).digest('hex');
}

/** Reads and completes secrets.json in `home`; `isNew` when there was none. */
export function openSecrets(home: string): { secrets: Secrets; isNew: boolean } {
  const file = join(home, 'secrets.json');
  const isNew = !existsSync(file);
  const secrets = completeSecrets(isNew ? {} : parse(file), () => randomBytes(32).toString('hex'));
  // Written whole or not at all: half a file of secrets would lock the data away.
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
  return { secrets, isNew };
}

function parse(file: string): Partial<Secrets> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
  } catch (error) {
    throw new Failure(`${file} cannot be read (${(error as Error).message}): restore it, or move the whole folder away to start anew.`);
  }
}

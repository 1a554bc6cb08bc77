import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { greetsAsNats } from '../supervision/probes.ts';
import type { ProcessPlan } from '../supervision/supervised-process.ts';
import { type BusUser, natsConfig } from './nats-config.ts';

export interface NatsServerOptions {
  readonly binary: string;
  readonly home: string;
  readonly port: number;
  readonly users: readonly BusUser[];
  readonly passwords: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

/** Writes the configuration and plans the server that runs on it. */
export function prepareNatsServer({ binary, home, port, users, passwords, environment }: NatsServerOptions): ProcessPlan {
  const storeFolder = natsStore(home);
  const configFile = join(home, 'nats-server.conf');
  mkdirSync(storeFolder, { recursive: true });
  writeFileSync(configFile, natsConfig({ port, storeFolder, users, passwords }), { mode: 0o600 });
  return {
    name: 'nats',
    command: binary,
    args: ['--config', configFile],
    environment,
    folder: home,
    logFile: join(home, 'logs', 'nats.log'),
    isReady: () => greetsAsNats(port),
    stopSignal: 'SIGTERM',
    orphanSignal: 'SIGTERM',
  };
}

/** JetStream's files; the courier's, so that they may be lost. */
export const natsStore = (home: string): string => join(home, 'nats');

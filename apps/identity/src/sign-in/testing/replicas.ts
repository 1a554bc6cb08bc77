import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Testbed } from '@klaster/testing';
import { identity } from '../../identity.module.js';
import { IdentitySettings } from '../../settings.js';

export const operatorCode = 'the-one-time-operator-code';
export const publicUrl = 'http://api.example.test';

/** A port that was free a moment ago. The issuer must be known before the server that listens there. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts identity as so many replicas behind one issuer, at the same moment; answers the issuer and the replicas' ports. */
export async function serveIdentity(testbed: Testbed, replicas: number): Promise<{ issuer: string; ports: number[] }> {
  const ports: number[] = [];
  while (ports.length < replicas) ports.push(await findFreePort());
  const issuer = `http://localhost:${ports[0]}`;
  const settingsOf = (port: number) => new IdentitySettings(port, issuer, publicUrl, operatorCode, [], 'silent');
  await testbed.database.migrate(identity.name, identity.migrations);
  // In place of those from the environment: of two providers of one token the later one counts.
  const replica = (port: number) => ({ ...identity, providers: [...(identity.providers ?? []), { provide: IdentitySettings, useValue: settingsOf(port) }] });
  await Promise.all(ports.map((port) => testbed.serve(replica(port))));
  return { issuer, ports };
}

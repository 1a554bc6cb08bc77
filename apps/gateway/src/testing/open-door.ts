import { tmpdir } from 'node:os';
import { DiskStore, type FileStore } from '@klaster/file-store';
import type { OperationClient } from '@klaster/messaging';
import type { Log } from '@klaster/service-kit/process';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Downloads } from '../files/downloads.js';
import { Uploads } from '../files/uploads.js';
import { createGateway } from '../gateway.js';
import { EndpointTools } from '../http/operation-endpoint.js';
import { RateLimit } from '../limits/rate-limit.js';
import { Authenticator } from '../sign-in/authenticator.js';

export const publicUrl = 'http://127.0.0.1';

export interface Door {
  readonly client: OperationClient;
  readonly log: Log;
  readonly store?: FileStore;
  readonly timeoutMs?: number;
  /** Files that are taken in at a time. */
  readonly most?: number;
  readonly patienceMs?: number;
}

/** Opens the public door as the gateway does, on a port that is free. */
export async function openDoor({ client, log, store = new DiskStore(`${tmpdir()}/klaster-no-files`), timeoutMs = 5_000, most = 6, patienceMs = 20_000 }: Door): Promise<NestFastifyApplication> {
  const authenticator = new Authenticator({ issuer: publicUrl, jwksUrl: `${publicUrl}/jwks`, audience: publicUrl, client });
  const files = { uploads: new Uploads({ store, client, log, most, patienceMs }), downloads: new Downloads({ store, log, most, patienceMs }) };
  const application = await createGateway({ PUBLIC_URL: publicUrl, CONCURRENCY: 100 }, new EndpointTools(authenticator, client, new RateLimit(100_000), `${publicUrl}/problems`, timeoutMs, files), log);
  await application.listen(0, '127.0.0.1');
  return application;
}

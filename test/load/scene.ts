import { join } from 'node:path';
import type { Job } from './generator/job.ts';
import type { Platform } from '../../tools/platform.ts';
import { startWorld, type World } from '../world/world.ts';

/** A cluster with two members, and the requests by which one of them is measured. */
export interface Scene {
  readonly world: World;
  readonly platform: Platform;
  readonly token: string;
  readonly receiver: string;
  readonly path: string;
  readonly gatewayPort: number;
}

const root = join(import.meta.dirname, '..', '..');
export const benchHome = join(root, '.klaster', 'bench');

/** As in operation, but for the limit of one account: it is the platform's own pace that is asked for. */
const environment = { RATE_LIMIT_PER_MINUTE: '100000000', CHECK_REPLIES: 'false' };

export async function setScene(): Promise<Scene> {
  const world = await startWorld({ platform: { home: benchHome, environment, throwAway: false } });
  const { platform } = world;
  if (!platform) throw new Error('the bench needs a platform of its own');
  const cluster = await world.cluster('Klaster pomiarowy');
  const giver = await world.person('Ala');
  const receiver = await world.person('Olek');
  await world.join(giver, cluster, 'Fundacja Miara');
  const receiverId = await world.join(receiver, cluster, 'Szkoła Skala');
  const path = `/v1/clusters/${String(cluster.id)}/contributions`;
  await world.settle();
  return { world, platform, token: giver.token ?? '', receiver: receiverId, path, gatewayPort: Number(new URL(platform.gatewayUrl).port) };
}

/** What a contribution says; `{n}` becomes the number of the request. */
export const contributionBody = (receiver: string, category = 'tutoring', unit = 'h'): string =>
  JSON.stringify({ receiver: { memberId: receiver }, category, quantity: { value: '2.5', unit }, givenOn: '2026-11-20', description: 'Korepetycje z matematyki, spotkanie {n}' });

type Shape = { readonly method: 'GET' | 'POST' } & Partial<Pick<Job, 'mode' | 'rate' | 'durationMs' | 'warmUpMs'>>;
let jobs = 0;

/** A job against the platform or, with its port, the baseline: the same bytes to both. */
export function jobFor({ token, receiver, path }: Scene, port: number, shape: Shape): Job {
  const posts = shape.method === 'POST';
  jobs += 1;
  return {
    host: '127.0.0.1',
    port,
    path,
    headers: { authorization: `Bearer ${token}`, ...(posts ? { 'content-type': 'application/json' } : {}) },
    body: posts ? contributionBody(receiver) : undefined,
    each: undefined,
    keyPrefix: posts ? `bench-${process.pid}-${Date.now()}-${jobs}` : undefined,
    mode: 'closed',
    connections: 32,
    rate: 0,
    warmUpMs: 500,
    durationMs: 4_000,
    ...shape,
  };
}

/** Waits until reporting has applied what was recorded: the work behind one round must not burden the next. */
export async function letSettle({ world }: Scene): Promise<void> {
  await world.settle(60_000);
}

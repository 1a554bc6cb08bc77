import type { Readable } from 'node:stream';
import { refuse, UnsupportedMediaType } from '@klaster/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RefusedRequest } from '../http/problems.js';

/** In the configuration of a route whose body is a file. */
export const fileRoute = { takesFile: true } as const;

export const takesFile = (request: FastifyRequest) => request.method === 'POST' && (request.routeOptions.config as Partial<typeof fileRoute>).takesFile === true;

/** What a file is, is told by its content: whatever its sender calls it, it goes by this name to the parser that leaves it unread. */
const anyFile = 'application/vnd.klaster.file';

/** Leaves the body to the routes that take a file. */
export function takeFiles(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (takesFile(request)) request.headers['content-type'] = anyFile;
    done();
  });
  fastify.addContentTypeParser(anyFile, (request, payload, done) => (takesFile(request) ? done(null, payload) : done(new RefusedRequest(refuse(UnsupportedMediaType)))));
}

/** The client did not send all of it in time. */
export class TooSlow extends Error {}
/** The client went away. */
export class BrokenOff extends Error {}

/** What a client sends, as long as it comes in time. Whoever stops reading can still answer: the connection stays. */
export async function* inTime(body: Readable, patienceMs: number): AsyncGenerator<Uint8Array> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  late.catch(() => undefined);
  const timer = setTimeout(() => reject(new TooSlow()), patienceMs);
  const pieces = body.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      const next = await Promise.race([pieces.next().catch(brokenOff), late]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    clearTimeout(timer);
  }
}

const brokenOff = (cause: unknown): never => {
  throw new BrokenOff('the client went away', { cause });
};

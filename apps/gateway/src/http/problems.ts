import { FileStoreUnavailable, Internal, isRefusal, NotFound, PayloadTooLarge, problemDocument, type Refusal, refuse, UnsupportedMediaType, Malformed, Overloaded } from '@klaster/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from './language.js';

/** A request that is refused before any operation sees it. */
export class RefusedRequest extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.refused);
  }
}

/** Where each kind of problem is explained. */
export const problemBase = (publicUrl: string): string => `${publicUrl}/problems`;

/** Answers a refusal as RFC 9457 wants it, in the reader's language. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal, typeBase: string): void {
  const document = problemDocument(refusal, languageOf(request.headers['accept-language']), typeBase, request.url);
  if (document.status === 503 || document.status === 429) reply.header('retry-after', reply.getHeader('retry-after') ?? retryAfterSeconds(refusal));
  if (document.status === 401) reply.header('www-authenticate', 'Bearer');
  // It would be that of what is not answered.
  reply.removeHeader('etag');
  reply.code(document.status).header('content-type', 'application/problem+json').header('cache-control', 'no-store').send(JSON.stringify(document));
}

/** A busy moment passes; a disk that is full waits for somebody. */
const retryAfterSeconds = ({ refused }: Refusal) => (refused === FileStoreUnavailable.slug ? '30' : '1');

/** What the HTTP layer itself found wrong, as a refusal; undefined for faults of ours. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusedRequest) return error.refusal;
  const status = (error as { statusCode?: number }).statusCode;
  if (status === 413) return refuse(PayloadTooLarge);
  if (status === 415) return refuse(UnsupportedMediaType);
  if (status === 404 || status === 405) return refuse(NotFound);
  if (status === 503) return refuse(Overloaded);
  if (status !== undefined && status >= 400 && status < 500) return refuse(Malformed);
  return isRefusal(error) ? error : refuse(Internal);
}

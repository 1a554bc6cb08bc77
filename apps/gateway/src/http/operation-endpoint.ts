import { hash, randomUUID } from 'node:crypto';
import { type Document, isRefusal, type Operation, refuse, type Refusal, type ServedFile, TooManyRequests, Unauthenticated } from '@klaster/contracts';
import { type Actor, type Granted, isRefused, type OperationClient } from '@klaster/messaging';
import { bareFault } from '@klaster/service-kit/process';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Downloads } from '../files/downloads.js';
import type { Uploads } from '../files/uploads.js';
import type { RateLimit } from '../limits/rate-limit.js';
import type { Authenticator } from '../sign-in/authenticator.js';
import { sendFile } from './file-answer.js';
import { sendProblem } from './problems.js';
import { readManners, RequestReader } from './request-reader.js';

/** What every endpoint works with. */
export class EndpointTools {
  constructor(
    readonly authenticator: Authenticator,
    readonly client: OperationClient,
    readonly rateLimit: RateLimit,
    readonly typeBase: string,
    readonly timeoutMs: number,
    readonly files: { readonly uploads: Uploads; readonly downloads: Downloads },
  ) {}
}

/** One operation at the public door: who calls, what is asked, may it come in; then the bus, then the answer as it came. */
export class OperationEndpoint {
  private readonly reader: RequestReader;
  private readonly created: boolean;
  /** Whoever calls it, signed in or not: nothing that names an account or a member goes on from here. */
  private readonly anonymous: boolean;

  constructor(
    private readonly operation: Operation,
    private readonly tools: EndpointTools,
  ) {
    this.reader = new RequestReader(operation);
    this.created = operation.http?.location !== undefined;
    this.anonymous = operation.unrecorded && operation.access.who === 'anyone';
  }

  async serve(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { typeBase } = this.tools;
    const requestId = randomUUID();
    reply.header('klaster-request-id', requestId);
    const refusal = await this.answer(request, reply, requestId).catch((error: unknown) => {
      // Whatever is thrown is logged.
      throw this.operation.unrecorded ? bareFault(error) : error;
    });
    if (refusal) sendProblem(request, reply, refusal, typeBase);
  }

  /** Answers the reply, or returns what is to be refused. */
  private async answer(request: FastifyRequest, reply: FastifyReply, requestId: string): Promise<Refusal | undefined> {
    const { authenticator, client, timeoutMs, files } = this.tools;
    const { upload } = this.operation.http ?? {};
    const actor = this.anonymous ? undefined : await authenticator.identify(request.headers.authorization, requestId);
    if (isRefusal(actor)) return actor;
    if (!(await this.withinLimit(request, reply, actor))) return refuse(TooManyRequests);
    if (!actor && this.operation.access.who !== 'anyone') return refuse(Unauthenticated);
    const asked = this.reader.read(request);
    if (isRefusal(asked)) return asked;
    const manners = readManners(request);
    if (isRefusal(manners)) return manners;
    const { expectedVersion } = manners;
    const call = { requestId, actor, timeoutMs, ...(this.anonymous ? { expectedVersion } : manners) };
    const answer = await (upload ? files.uploads.take(this.operation, upload, request, asked.value, call) : client.send(this.operation, asked.value, call));
    if (isRefused(answer)) return answer.refusal;
    return this.send(request, reply, answer, actor?.accountId ?? request.ip);
  }

  private async withinLimit(request: FastifyRequest, reply: FastifyReply, actor: Actor | undefined): Promise<boolean> {
    const { rateLimit } = this.tools;
    const { allowed, remaining, resetSeconds } = await rateLimit.take(actor?.accountId ?? request.ip);
    reply.header('ratelimit-policy', rateLimit.policy).header('ratelimit', `"default";r=${remaining};t=${resetSeconds}`);
    if (!allowed) reply.header('retry-after', String(resetSeconds));
    return allowed;
  }

  private async send(request: FastifyRequest, reply: FastifyReply, { body, location, etag, replayed }: Granted, caller: string): Promise<Refusal | undefined> {
    const { document, download } = this.operation.http!;
    const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    const served = download && (JSON.parse(bytes.toString()) as ServedFile);
    reply.header('cache-control', 'private, no-cache').header('vary', 'Authorization, Klaster-Acting-For');
    if (replayed) reply.header('idempotency-replayed', 'true');
    if (location) reply.header('location', location);
    const tag = etag ?? (request.method === 'GET' ? tagOf(body, served) : undefined);
    if (tag) reply.header('etag', tag);
    if (request.method === 'GET' && tag && matches(request.headers['if-none-match'], tag)) {
      reply.code(304).send();
      return undefined;
    }
    if (served) return this.tools.files.downloads.serve(reply, served, caller);
    if (document) sendFile(reply, JSON.parse(bytes.toString()) as Document);
    else reply.code(this.created ? 201 : 200).header('content-type', 'application/json; charset=utf-8').send(bytes);
    return undefined;
  }
}

/** A file is known by its content, everything else by what is answered. */
const tagOf = (body: Granted['body'], served: ServedFile | undefined) => (served ? `"${served.sha256}"` : `W/"${hash('sha256', body, 'base64url').slice(0, 22)}"`);

/** If-None-Match compares weakly (RFC 9110 13.1.2). */
const matches = (header: string | undefined, tag: string) => header?.split(',').some((given) => weak(given.trim()) === weak(tag)) ?? false;
const weak = (tag: string) => tag.replace(/^W\//, '');

import { hash, randomUUID } from 'node:crypto';
import { type Document, isRefusal, type Operation, refuse, type Refusal, TooManyRequests, Unauthenticated } from '@klaster/contracts';
import { type Actor, type Granted, isRefused, type OperationClient } from '@klaster/messaging';
import { bareFault } from '@klaster/service-kit/process';
import type { FastifyReply, FastifyRequest } from 'fastify';
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
    const { authenticator, client, timeoutMs } = this.tools;
    const actor = this.anonymous ? undefined : await authenticator.identify(request.headers.authorization, requestId);
    if (isRefusal(actor)) return actor;
    if (!(await this.withinLimit(request, reply, actor))) return refuse(TooManyRequests);
    if (!actor && this.operation.access.who !== 'anyone') return refuse(Unauthenticated);
    const asked = this.reader.read(request);
    if (isRefusal(asked)) return asked;
    const manners = readManners(request);
    if (isRefusal(manners)) return manners;
    const { expectedVersion } = manners;
    const answer = await client.send(this.operation, asked.value, { requestId, actor, timeoutMs, ...(this.anonymous ? { expectedVersion } : manners) });
    if (isRefused(answer)) return answer.refusal;
    this.send(request, reply, answer);
    return undefined;
  }

  private async withinLimit(request: FastifyRequest, reply: FastifyReply, actor: Actor | undefined): Promise<boolean> {
    const { rateLimit } = this.tools;
    const { allowed, remaining, resetSeconds } = await rateLimit.take(actor?.accountId ?? request.ip);
    reply.header('ratelimit-policy', rateLimit.policy).header('ratelimit', `"default";r=${remaining};t=${resetSeconds}`);
    if (!allowed) reply.header('retry-after', String(resetSeconds));
    return allowed;
  }

  private send(request: FastifyRequest, reply: FastifyReply, { body, location, etag, replayed }: Granted): void {
    reply.header('cache-control', 'private, no-cache').header('vary', 'Authorization, Klaster-Acting-For');
    if (replayed) reply.header('idempotency-replayed', 'true');
    if (location) reply.header('location', location);
    const tag = etag ?? (request.method === 'GET' ? `W/"${hash('sha256', body, 'base64url').slice(0, 22)}"` : undefined);
    if (tag) reply.header('etag', tag);
    if (request.method === 'GET' && tag && matches(request.headers['if-none-match'], tag)) {
      reply.code(304).send();
      return;
    }
    const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
    if (this.operation.http?.document) sendFile(reply, JSON.parse(bytes.toString()) as Document);
    else reply.code(this.created ? 201 : 200).header('content-type', 'application/json; charset=utf-8').send(bytes);
  }
}

/** If-None-Match compares weakly (RFC 9110 13.1.2). */
const matches = (header: string | undefined, tag: string) => header?.split(',').some((given) => weak(given.trim()) === weak(tag)) ?? false;
const weak = (tag: string) => tag.replace(/^W\//, '');

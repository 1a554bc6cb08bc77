import type { KeyObject } from 'node:crypto';
import { type Operation, Overloaded, type ReplyOf, refuse, type Refusal, type RequestInputOf, TimedOut } from '@klaster/contracts';
import { context, propagation } from '@opentelemetry/api';
import { errors, headers, type Msg, type NatsConnection, type RequestOptions } from '@nats-io/transport-node';
import { type Answer, answerOf, isRefused } from './answer.js';
import { type CallStatement, readyKey, sha256, signCall } from './call.js';
import { Turn } from './turn.js';

/** The header of a request: the signed statement of the call. */
export const callHeader = 'Klaster-Call';

/** What the caller says of its call; the rest follows from the operation and the body. */
export type CallOptions = Pick<CallStatement, 'requestId' | 'actor' | 'actingFor' | 'idempotencyKey' | 'expectedVersion'> & {
  /** Milliseconds until the caller gives up. */
  readonly timeoutMs?: number;
};

class ConnectionLost extends Error {}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Calls operations of other processes over the bus. */
export class OperationClient {
  private readonly keys: ReadonlyMap<string, KeyObject>;
  private readonly turn = new Turn();
  private readonly pending = new Set<() => void>();

  /**
   * @param caller this process's name
   * @param pairKeys service → pair key as hex (see `pairKey`)
   */
  constructor(
    private readonly bus: NatsConnection,
    private readonly caller: string,
    pairKeys: Readonly<Record<string, string>>,
  ) {
    this.keys = new Map(Object.entries(pairKeys).map(([service, key]) => [service, readyKey(key)]));
    void this.giveUpWhenLost();
  }

  /** Calls an operation and answers as it was answered. `request` must fit the operation's contract. */
  async send(operation: Operation, request: unknown, options: CallOptions): Promise<Answer> {
    const key = this.keys.get(operation.service);
    if (!key) throw new Error(`no key to call ${operation.service}`);
    const timeoutMs = options.timeoutMs ?? 10_000;
    const body = encoder.encode(JSON.stringify(request));
    const marked = headers();
    marked.set(callHeader, signCall(key, this.statementOf(operation, body, timeoutMs, options)));
    try {
      return answerOf(await this.request(operation.name, body, { timeout: timeoutMs, headers: marked }));
    } catch (error) {
      return { refusal: refusalOf(error) };
    }
  }

  /** Calls an operation and answers its reply, typed, or the refusal. */
  async call<O extends Operation>(operation: O, request: RequestInputOf<O>, options: CallOptions): Promise<ReplyOf<O> | Refusal> {
    const answer = await this.send(operation, operation.request.parse(request), options);
    if (isRefused(answer)) return answer.refusal;
    const text = typeof answer.body === 'string' ? answer.body : decoder.decode(answer.body);
    return JSON.parse(text) as ReplyOf<O>;
  }

  /**
   * A request whose connection is lost gets no answer any more: its caller is told at once instead of at its deadline.
   * Only a new connection hears later answers.
   */
  private async giveUpWhenLost(): Promise<void> {
    for await (const { type } of this.bus.status()) {
      if (type !== 'disconnect') continue;
      const lost = [...this.pending];
      this.pending.clear();
      for (const giveUp of lost) giveUp();
    }
  }

  private request(subject: string, body: Uint8Array, options: RequestOptions): Promise<Msg> {
    return new Promise((resolve, reject) => {
      const giveUp = () => reject(new ConnectionLost());
      const settled = () => this.pending.delete(giveUp);
      this.turn.atItsEnd(() => {
        this.pending.add(giveUp);
        this.bus.request(subject, body, options).then(resolve, reject).finally(settled);
      });
    });
  }

  private statementOf(operation: Operation, body: Uint8Array, timeoutMs: number, options: CallOptions): CallStatement {
    const trace: Record<string, string> = {};
    propagation.inject(context.active(), trace);
    return {
      requestId: options.requestId,
      caller: this.caller,
      operation: operation.name,
      deadlineMs: Date.now() + timeoutMs,
      bodySha256: sha256(body),
      actor: options.actor,
      actingFor: options.actingFor,
      idempotencyKey: options.idempotencyKey,
      expectedVersion: options.expectedVersion,
      trace: Object.keys(trace).length > 0 ? trace : undefined,
    };
  }
}

/** Nobody there is another answer than nobody in time: the first did nothing for certain. */
const refusalOf = (error: unknown): Refusal => {
  if (error instanceof errors.NoRespondersError) return refuse(Overloaded);
  if (error instanceof errors.RequestError && error.isNoResponders()) return refuse(Overloaded);
  if (error instanceof errors.TimeoutError || error instanceof ConnectionLost) return refuse(TimedOut);
  if (error instanceof errors.ClosedConnectionError || error instanceof errors.DrainingConnectionError) return refuse(TimedOut);
  throw error;
};

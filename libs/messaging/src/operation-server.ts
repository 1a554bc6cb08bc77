import { allOperations, Forbidden, Internal, Malformed, type Operation, Overloaded, refuse, type ServiceName } from '@klaster/contracts';
import { type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { firstValueFrom } from 'rxjs';
import { type Answer, isRefused, respondWith } from './answer.js';
import { type CallStatement, CallVerifier } from './call.js';
import { callHeader } from './operation-client.js';
import { Turn } from './turn.js';

/** A request that arrived, its statement checked; the body is JSON but not checked against the contract yet. */
export interface Delivery {
  readonly operation: Operation;
  readonly call: CallStatement;
  readonly body: unknown;
}

/** What is known of a request when something goes wrong with it. */
export type Arrival = Pick<Delivery, 'operation' | 'call'>;

/** The operation's own code: takes the request and the call's context, answers a reply or a refusal. */
export type Handle = (request: unknown, call: unknown) => Promise<unknown>;

/** Runs one delivery: checks it, gives the handler what it needs, makes its result an answer. */
export type Runner = (delivery: Delivery, handle: Handle) => Promise<Answer>;

export interface OperationServerOptions {
  readonly service: ServiceName;
  readonly bus: NatsConnection;
  /** The service's own key, 32 bytes as hex. */
  readonly callKey: string;
  readonly run: Runner;
  /** Requests in work at most; the next ones are told at once to come back. */
  readonly concurrency: number;
  /** Told of faults that are ours: bugs and broken infrastructure. */
  readonly onFault: (error: unknown, arrival: Arrival | undefined) => void;
}

/** What the headers of an answer take of a message at most, in bytes. */
const roomForHeaders = 4_096;

/**
 * What processes ask of each other is taken however much there is to do: two services that follow each other, each as
 * busy as it may be with requests that wait for the other's journal, would else refuse each other what ends the waiting.
 * It is bounded by what those who ask take themselves.
 */
const isForProcesses = (subject: string) => allOperations.get(subject)?.access.who === 'platform';

/** Serves a service's operations from the bus: Nest's transport strategy. Replicas share the work in one queue group. */
export class OperationServer extends Server implements CustomTransportStrategy {
  private readonly verifier: CallVerifier;
  private readonly running = new Set<Promise<void>>();
  private readonly turn = new Turn();
  private subscription: Subscription | undefined;

  constructor(private readonly options: OperationServerOptions) {
    super();
    this.verifier = new CallVerifier(options.callKey);
  }

  /** Requests in work just now. */
  get load(): number {
    return this.running.size;
  }

  override listen(callback: (error?: unknown) => void): void {
    const { bus, service } = this.options;
    try {
      this.checkCompleteness();
    } catch (error) {
      callback(error);
      return;
    }
    this.subscription = bus.subscribe(`${service}.>`, { queue: service, callback: (error, message) => this.take(error, message) });
    callback();
  }

  /** Stops taking requests and answers those taken. The connection stays open for their answers. */
  override async close(): Promise<void> {
    await this.subscription?.drain();
    await Promise.allSettled(this.running);
    // The last answers leave at the end of this turn.
    await new Promise<void>((resolve) => this.turn.atItsEnd(resolve));
  }

  override on(): never {
    throw new Error('watch the bus connection instead');
  }

  override unwrap<T>(): T {
    return this.options.bus as T;
  }

  /** Every operation of the service has a handler, and no handler is without operation. */
  private checkCompleteness(): void {
    const mine = [...allOperations.values()].filter((operation) => operation.service === this.options.service).map(({ name }) => name);
    const handled = [...this.getHandlers().keys()];
    const missing = mine.filter((name) => !handled.includes(name));
    const unknown = handled.filter((name) => !mine.includes(name));
    if (missing.length > 0) throw new Error(`no handler for ${missing.join(', ')}`);
    if (unknown.length > 0) throw new Error(`no operation for handler ${unknown.join(', ')}`);
  }

  private take(error: Error | null, message: Msg): void {
    if (error) {
      this.options.onFault(error, undefined);
      return;
    }
    if (this.running.size >= this.options.concurrency && !isForProcesses(message.subject)) {
      this.answer(message, { refusal: refuse(Overloaded) });
      return;
    }
    const work = this.serve(message).finally(() => this.running.delete(work));
    this.running.add(work);
  }

  private async serve(message: Msg): Promise<void> {
    let arrival: Arrival | undefined;
    try {
      const operation = allOperations.get(message.subject);
      const handler = this.getHandlers().get(message.subject);
      const call = this.verifier.verify(message.headers?.get(callHeader) ?? '', message.subject, message.data, Date.now());
      if (!operation || !handler || !call) {
        this.answer(message, { refusal: refuse(operation ? Forbidden : Malformed) });
        return;
      }
      arrival = { operation, call };
      const delivery: Delivery = { ...arrival, body: message.json<unknown>() };
      const handle: Handle = async (request, context) => {
        const result: unknown = await handler(request, context);
        return firstValueFrom(this.transformToObservable(result));
      };
      const answer = await traced(delivery, () => this.options.run(delivery, handle));
      this.demandFit(operation, answer);
      this.answer(message, answer);
    } catch (error) {
      this.options.onFault(error, arrival);
      this.answer(message, { refusal: refuse(Internal) });
    }
  }

  /** The bus takes messages of a limited size: what is larger is a fault of the operation, to be seen as such. */
  private demandFit({ name }: Operation, answer: Answer): void {
    if (isRefused(answer)) return;
    const bytes = Buffer.byteLength(answer.body);
    const fitting = (this.options.bus.info?.max_payload ?? Infinity) - roomForHeaders;
    if (bytes > fitting) throw new Error(`${name} answers ${bytes} bytes, and the bus takes ${fitting}`);
  }

  private answer(message: Msg, answer: Answer): void {
    this.turn.atItsEnd(() => respondWith(message, answer));
  }
}

/** Joins the caller's trace where it has one and the operation may leave one; otherwise nothing of tracing is touched. */
async function traced<Result>({ operation, call }: Delivery, run: () => Promise<Result>): Promise<Result> {
  if (!call.trace || operation.unrecorded) return run();
  const parent = propagation.extract(context.active(), call.trace);
  return trace.getTracer('klaster').startActiveSpan(operation.name, { kind: SpanKind.SERVER }, parent, async (span) => {
    try {
      return await run();
    } finally {
      span.end();
    }
  });
}

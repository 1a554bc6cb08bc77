import {
  Conflict, federationId, fillPath, Forbidden, isRefusal, KeyReused, Malformed, type Operation, Overloaded, refuse, type Refusal, shardOf, TimedOut, Unauthenticated, VersionRequired,
} from '@klaster/contracts';
import type { Answer, CallStatement, Delivery, Granted, Handle } from '@klaster/messaging';
import { AlreadyAnswered, BrokenConnection, type Database, findAnswer, type IdempotencyRecord, type Manner, RuleBroken, UnclearCommit, VersionConflict, type Work } from '@klaster/persistence';
import { findStanding } from '../directory/standing.js';
import type { Clock } from '../process/clock.js';
import { inputErrors } from '../process/input-errors.js';
import type { AnswerVault } from './answer-vault.js';
import type { ActingMember, Call } from './call.js';
import { JsonText } from './handles.js';
import type { HomeFinder } from './home-finder.js';

export interface RunnerOptions {
  readonly service: string;
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: AnswerVault;
  readonly checkReplies: boolean;
  /** Told after a commit that wrote events. */
  readonly onCommitted: () => void;
  /** Comes back when what was told in these shards is applied by those who follow this service, or may be waited for no longer. */
  readonly everywhere: (shards: readonly number[], requestId: string) => Promise<void>;
  /** Whether this service follows others at all. */
  readonly follows: boolean;
  /** Applies what the services that it follows have told meanwhile; answers whether they could be asked. */
  readonly catchUp: (clusterIds: Iterable<string>) => Promise<boolean>;
  /** Finds the cluster in which a member's work goes on, for a service whose things are shared with other clusters. */
  readonly findHome?: HomeFinder['find'] | undefined;
}

/** Rejected by `call.member` where the caller has no standing in the cluster. */
class NoStanding extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.refused);
  }
}

/** Callers without an account share one: there the key alone would mix up people who chose the same. */
const keptUnder = ({ actor, idempotencyKey = '' }: CallStatement, fingerprint: string) =>
  actor ? { accountId: actor.accountId, key: idempotencyKey } : { accountId: federationId, key: `${idempotencyKey} ${fingerprint}` };

/** Whether its answers are kept, to be given again under the same key. */
const isRemembered = ({ kind, unrecorded }: Operation) => kind === 'command' && !unrecorded;

type Fields = Readonly<Record<string, unknown>>;

/** What is to be run, and for whom. */
interface Errand {
  readonly operation: Operation;
  readonly call: CallStatement;
  readonly request: Fields;
  readonly handle: Handle;
  /** The clusters in which it is about something: that of the request, and the home to which it has gone. */
  readonly clusters: Set<string>;
}

/** One try of an operation. */
interface Turn {
  /** Nothing is taken from memory: somebody was quicker. */
  readonly afresh: boolean;
  readonly caughtUp: boolean;
}

/** The clusters that a request names: the one it is for, and one that is invited. */
const namedIn = ({ clusterId = federationId, invitedClusterId = clusterId }: Fields) => [clusterId, invitedClusterId] as string[];

/** Where the events of a request stand: with the federation, or with its clusters. */
const shardsOf = ({ clusters }: Errand) => [...new Set([federationId, ...clusters].map(shardOf))];
const attempts = 5;

/**
 * Runs one operation: contract, access, one transaction, idempotency, events. Everything that holds for all operations
 * stands here, so that an operation's own file holds its own rules alone.
 */
export class OperationRunner {
  constructor(private readonly options: RunnerOptions) {}

  readonly run = async ({ operation, call, body }: Delivery, handle: Handle): Promise<Answer> => {
    const parsed = operation.request.safeParse(body);
    if (!parsed.success) return { refusal: { ...refuse(Malformed), errors: inputErrors(parsed.error) } };
    const barred = bar(operation, call);
    if (barred) return { refusal: barred };
    const request: Fields = parsed.data;
    const errand: Errand = { operation, call, request, handle, clusters: new Set(namedIn(request)) };
    let answer = await this.attempt(errand);
    // Perhaps another service knows already what this one has not heard yet: in these clusters, or in the home that is only known then.
    for (let asked = 0; this.options.follows && 'refusal' in answer && couldBeIgnorance(answer.refusal) && errand.clusters.size > asked; ) {
      asked = errand.clusters.size;
      if (!(await this.options.catchUp(errand.clusters))) return { refusal: refuse(Overloaded) };
      // Even where nothing was new to this one: another request may have caught up while it waited.
      answer = await this.attempt(errand, true);
    }
    return answer;
  };

  /** Tries until nobody else was quicker on the same rows. */
  private async attempt(errand: Errand, caughtUp = !this.options.follows): Promise<Answer> {
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      try {
        return await this.transact(errand, { afresh: attempt > 1, caughtUp });
      } catch (error) {
        if (error instanceof AlreadyAnswered) return this.replay(errand);
        if (error instanceof BrokenConnection) return { refusal: refuse(error instanceof UnclearCommit ? TimedOut : Overloaded) };
        if (!(error instanceof VersionConflict)) throw error;
      }
    }
    return { refusal: refuse(Conflict) };
  }

  private async transact(errand: Errand, { afresh, caughtUp }: Turn): Promise<Answer> {
    const { operation, call, request, handle } = errand;
    const isForMembers = operation.access.who === 'member';
    const work = this.begin(call, request, { afresh, onlyReads: operation.kind === 'query', alone: operation.unrecorded });
    try {
      const context = this.contextOf(operation, call, request, work, caughtUp);
      if (isForMembers && this.options.findHome) await this.goHome(errand, work, context.member);
      const [result] = await Promise.all([handle(request, context), isForMembers ? context.member : undefined]);
      if (isRefusal(result)) {
        await work.stillTrue();
        return await this.refused(errand, work, result);
      }
      if (operation.kind === 'query') await work.stillTrue();
      const granted = this.grant(operation, request, result);
      if (operation.unrecorded && work.told > 0) throw new Error(`${operation.name} leaves no trace and told of ${work.told} events`);
      await work.commit(this.recordOf(operation, call, request, granted));
      if (work.told > 0) this.options.onCommitted();
      if (operation.everywhere) await this.options.everywhere(work.toldShards, call.requestId);
      return granted;
    } catch (error) {
      if (error instanceof NoStanding) await work.stillTrue().finally(() => work.rollback());
      await work.rollback();
      if (error instanceof NoStanding) return { refusal: error.refusal };
      const taken = error instanceof RuleBroken ? work.refusalFor(error.constraint) : undefined;
      if (taken) return await this.refused(errand, work, taken);
      throw error;
    }
  }

  /** Goes over to the cluster to which the thing belongs, as the member that the caller is in its own: so its standing comes first. */
  private async goHome({ request, clusters }: Errand, work: Work, member: Promise<ActingMember>): Promise<void> {
    const home = await this.options.findHome?.(work, request);
    if (home === undefined) return;
    await member;
    work.moveTo(home);
    clusters.add(home);
  }

  private begin(call: CallStatement, request: Fields, manner?: Manner): Work {
    const { service, database, clock } = this.options;
    const clusterId = request['clusterId'] as string | undefined;
    return database.begin({ service, clusterId, accountId: call.actor?.accountId, requestId: call.requestId, now: clock.now() }, manner);
  }

  private contextOf(operation: Operation, call: CallStatement, request: Fields, work: Work, caughtUp: boolean): Call {
    const member = operation.access.who === 'member' ? this.memberOf(operation.access.scope, call, request, work) : Promise.reject(new Error(`${operation.name} is not for members`));
    member.catch(() => undefined);
    return {
      requestId: call.requestId,
      now: work.origin.now,
      work,
      actor: call.actor,
      get accountId() {
        if (!call.actor) throw new Error(`${operation.name} is open to callers without an account`);
        return call.actor.accountId;
      },
      member,
      expectedVersion: call.expectedVersion,
      caughtUp,
    };
  }

  private async memberOf(scope: 'read' | 'contribute' | 'represent', call: CallStatement, request: Fields, work: Work): Promise<ActingMember> {
    const standing = await findStanding(work, String(request['clusterId']), call.actor?.accountId ?? federationId, call.actingFor, scope);
    if (isRefusal(standing)) throw new NoStanding(standing);
    work.actFor(standing.memberId, standing.mandateId);
    return standing;
  }

  /** A refused command may be the repetition of one that was done: then the first answer stands. */
  private async refused(errand: Errand, work: Work, refusal: Refusal): Promise<Answer> {
    await work.rollback();
    if (!isRemembered(errand.operation) || !errand.call.idempotencyKey) return { refusal };
    return (await this.findReplay(errand)) ?? { refusal };
  }

  private async replay(errand: Errand): Promise<Answer> {
    const answer = await this.findReplay(errand);
    if (!answer) throw new Error('an answer that was there is gone');
    return answer;
  }

  private async findReplay(errand: Errand): Promise<Answer | undefined> {
    const { operation, call, request } = errand;
    const work = this.begin(call, request);
    const { vault } = this.options;
    const fingerprint = vault.fingerprint(operation.name, request);
    const { accountId, key } = keptUnder(call, fingerprint);
    const found = await findAnswer(work, accountId, key);
    await work.rollback();
    if (!found) return undefined;
    if (found.fingerprint !== fingerprint) return { refusal: refuse(KeyReused) };
    // The first may have been cut off after its commit, or is just waiting.
    if (operation.everywhere) await this.options.everywhere(shardsOf(errand), call.requestId);
    const answer = operation.confidential ? vault.open(found.answer, key) : found.answer;
    return { ...(JSON.parse(answer) as Granted), replayed: true };
  }

  private recordOf(operation: Operation, call: CallStatement, request: Fields, granted: Granted): IdempotencyRecord | undefined {
    if (call.idempotencyKey === undefined || !isRemembered(operation)) return undefined;
    const { vault } = this.options;
    const answer = JSON.stringify(granted);
    const fingerprint = vault.fingerprint(operation.name, request);
    const { accountId, key } = keptUnder(call, fingerprint);
    return { accountId, key, fingerprint, answer: operation.confidential ? vault.seal(answer, key) : answer };
  }

  private grant(operation: Operation, request: Fields, result: unknown): Granted {
    if (result instanceof JsonText) {
      if (this.options.checkReplies) operation.reply.parse(JSON.parse(result.text));
      return { body: result.text };
    }
    const reply = (this.options.checkReplies ? operation.reply.parse(result) : result) as Fields;
    const version = reply['version'];
    const { document } = operation.http ?? {};
    if (document && !document.includes(reply['mediaType'] as string)) throw new Error(`${operation.name} replies ${String(reply['mediaType'])}, its route says ${document.join(', ')}`);
    return {
      body: JSON.stringify(reply),
      ...(operation.http?.location ? { location: fillPath(operation.http.location, { ...request, ...reply, ...ownPath(request) }) } : {}),
      ...(typeof version === 'number' ? { etag: `"${version}"` } : {}),
    };
  }
}

/** What is made in the home of a shared thing stands under the path of its caller's own cluster, too. */
const ownPath = ({ clusterId }: Fields) => (clusterId === undefined ? {} : { clusterId });

/** What the contract's access rule says to this caller, before anything is looked up. */
function bar(operation: Operation, { actor, caller, expectedVersion }: CallStatement): Refusal | undefined {
  const { access, kind, http } = operation;
  if (access.who === 'platform') return actor ? refuse(Forbidden) : undefined;
  if (caller !== 'gateway') return refuse(Forbidden);
  const changes = http?.method === 'PATCH' || http?.method === 'PUT';
  return barActor(operation, actor) ?? (changes && kind === 'command' && expectedVersion === undefined ? refuse(VersionRequired) : undefined);
}

function barActor({ access, kind }: Operation, actor: CallStatement['actor']): Refusal | undefined {
  if (!actor) return access.who === 'anyone' ? undefined : refuse(Unauthenticated);
  if (access.who === 'operator' && !actor.operator) return refuse(Forbidden);
  return actor.scopes.includes(kind === 'query' ? 'read' : 'write') ? undefined : refuse(Forbidden);
}

/** Refusals that can come from not having heard yet what another service has answered. */
export const couldBeIgnorance = ({ refused }: Refusal) => refused === 'forbidden' || refused === 'not-found' || refused === 'choose-member' || ignorant.has(refused);
const ignorant = new Set(['unknown-receiver', 'unknown-giver', 'initiative-not-running', 'not-a-side', 'not-partner', 'not-partner-of-receiver', 'not-needing', 'payee-unfit', 'clusters-undecided', 'unknown-cluster', 'promises-open']);

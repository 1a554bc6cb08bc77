import { mergeCommits, type Statement } from './statement.js';
import { checkAtOnce, type Tenant, tenancy } from './tenancy.js';

/** All that a work writes: kept as a whole or not at all. */
export interface Commit {
  readonly tenant: Tenant;
  readonly locks: readonly Statement[];
  readonly writes: readonly Statement[];
}

/** A commit that flies with others. */
export interface Passenger extends Commit {
  /** What it writes as one statement. */
  readonly composed: Statement;
}

/** A statement of a flight, and whose it is: of all of them it is said when it fails. */
export interface Leg<One extends Passenger> {
  readonly statement: Statement;
  readonly passengers: readonly One[];
}

/** Statements for many rows come in few sizes, so that few have to be prepared. */
const sizes = [16, 8, 4, 2, 1] as const;

/** What several commits say to the database, in one transaction: each tenant's after it was entered, and rows of one kind together. */
export function planFlight<One extends Passenger>(passengers: readonly One[], lockTimeoutMs: number): Leg<One>[] {
  const tenants = [...Map.groupBy(passengers, ({ tenant: { clusterId, accountId, callerId } }) => `${clusterId} ${accountId} ${callerId}`).values()];
  const locked = new Set<unknown>();
  return tenants.flatMap((group, index) => [
    { statement: tenancy(group[0]!.tenant, false, lockTimeoutMs), passengers: group },
    ...(index === 0 && tenants.length > 1 ? [{ statement: checkAtOnce, passengers }] : []),
    ...group.flatMap((passenger) => passenger.locks.filter((lock) => isNew(locked, `${lock.text} ${String(lock.values[0])}`)).map((statement) => ({ statement, passengers: [passenger] }))),
    ...[...Map.groupBy(group, ({ composed }) => composed.text).values()].flatMap(mergeAlike),
  ]);
}

const isNew = (known: Set<unknown>, key: unknown) => known.size !== known.add(key).size;

function mergeAlike<One extends Passenger>(alike: readonly One[]): Leg<One>[] {
  const legs: Leg<One>[] = [];
  for (let from = 0; from < alike.length; ) {
    const passengers = alike.slice(from, from + sizes.find((size) => size <= alike.length - from)!);
    legs.push(...mergeCommits(passengers.map(({ writes }) => writes)).map(({ statement, of }) => ({ statement, passengers: of.map((place) => passengers[place]!) })));
    from += passengers.length;
  }
  return legs;
}

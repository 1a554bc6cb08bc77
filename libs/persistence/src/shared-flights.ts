import type { Connections } from './connections.js';
import { BrokenConnection, failureOf, UnclearCommit } from './failures.js';
import { FlightFailed } from './flight.js';
import { type Commit, type Leg, type Passenger, planFlight } from './flight-plan.js';
import { composeStatements, type Statement } from './statement.js';
import { tenancy } from './tenancy.js';

interface Booked extends Passenger {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** So many shared flights are out at a time; who comes meanwhile takes the next. */
const lanes = 2;
/** So many commits share a flight at most. */
const seats = 32;
/** A commit that is heavier flies alone: nobody is to wait for another's thousand rows. */
const heaviest = 200;
/** Milliseconds that a flight waits for a lock; who needs it then flies alone. */
const patienceMs = 50;
/** SQLSTATE of a statement that has waited for a lock too long. */
const lockNotAvailable = '55P03';
/** So often a flight is tried without those for whom it failed; then all that are left fly alone. */
const attempts = 3;

/**
 * Commits of several works in one transaction: its beginning, its end and the flush of the log are paid once, and what
 * inserts rows of the same kind for the same tenant is one statement. Nobody is told of a commit before all of it is
 * durable. Each work's statements stand behind its own tenant; a flight that fails has done nothing, and is tried again
 * without those for whom it failed, who then fly alone: what the database says to one work it says to no other.
 * A connection that is lost takes those with it who share its flight.
 */
export class SharedFlights {
  private waiting: Booked[] = [];
  private out = 0;

  constructor(private readonly connections: Connections) {}

  /** Commits, perhaps together with others. */
  board(commit: Commit): Promise<void> {
    const composed = composeStatements(commit.writes);
    if (weightOf(composed.values) > heaviest) return this.alone(commit);
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) setImmediate(() => this.depart());
      this.waiting.push({ ...commit, composed, resolve, reject });
    });
  }

  /** Commits in a transaction of its own. */
  async alone({ tenant, locks, writes }: Commit): Promise<void> {
    await this.fly([tenancy(tenant, false), ...locks, composeStatements(writes)]).catch((error: unknown) => {
      throw verdictOf(error);
    });
  }

  private depart(): void {
    while (this.waiting.length > 0 && this.out < lanes) {
      this.out += 1;
      void this.carry(this.waiting.splice(0, seats), 1).finally(() => {
        this.out -= 1;
        this.depart();
      });
    }
  }

  private async carry(passengers: readonly Booked[], attempt: number): Promise<void> {
    let legs: readonly Leg<Booked>[] = [];
    try {
      legs = planFlight(passengers, patienceMs);
      await this.fly(legs.map(({ statement }) => statement));
    } catch (error) {
      await this.recover(passengers, legs, error, attempt);
      return;
    }
    for (const { resolve } of passengers) resolve();
  }

  /** After a flight that failed as a whole. */
  private async recover(passengers: readonly Booked[], legs: readonly Leg<Booked>[], error: unknown, attempt: number): Promise<void> {
    const verdict = verdictOf(error);
    const ownFault = passengers.length === 1 && !isLockTimeout(error);
    if (verdict instanceof BrokenConnection || ownFault) {
      for (const { reject } of passengers) reject(verdict);
      return;
    }
    const leg = error instanceof FlightFailed ? legs[error.at] : undefined;
    const failed = new Set(attempt < attempts ? (leg?.passengers ?? passengers) : passengers);
    // Not waited for: they may have to wait for somebody, and the next flight is not to wait for them.
    for (const passenger of failed) this.alone(passenger).then(passenger.resolve, passenger.reject);
    const others = passengers.filter((passenger) => !failed.has(passenger));
    if (others.length > 0) await this.carry(others, attempt + 1);
  }

  private async fly(statements: readonly Statement[]): Promise<void> {
    const client = await this.connections.take();
    try {
      await this.connections.launch(client, statements);
      this.connections.giveBack(client);
    } catch (error) {
      this.connections.giveBack(client, causeOf(error));
      throw error;
    }
  }
}

/** How many values there are, those of lists as well; a long text weighs as much as one for each thousand characters. */
const weightOf = (values: readonly unknown[]): number =>
  values.reduce<number>((weight, value) => weight + 1 + (typeof value === 'string' ? value.length / 1_000 : Array.isArray(value) ? weightOf(value) : 0), 0);

const causeOf = (error: unknown): unknown => (error instanceof FlightFailed ? error.cause : error);
const isLockTimeout = (error: unknown) => (causeOf(error) as { code?: unknown }).code === lockNotAvailable;

/** What a flight's failure means to a work. A connection that goes while it commits leaves open whether it did. */
function verdictOf(error: unknown): unknown {
  const failure = failureOf(causeOf(error));
  return failure instanceof BrokenConnection && error instanceof FlightFailed ? new UnclearCommit('lost while committing', { cause: failure }) : failure;
}

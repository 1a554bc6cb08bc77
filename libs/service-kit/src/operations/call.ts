import type { Instant, MandateScope } from '@klaster/contracts';
import type { Actor } from '@klaster/messaging';
import type { Work } from '@klaster/persistence';

/** The member for which an account acts, and the mandate by which it may. */
export interface ActingMember {
  readonly memberId: string;
  readonly partyId: string;
  /** What it is called; null for a natural person, except in membership. */
  readonly partyName: string | null;
  readonly mandateId: string;
  readonly scopes: readonly MandateScope[];
}

/** What an operation is given besides its request: who calls, since when, and the one transaction to work in. */
export interface Call {
  readonly requestId: string;
  readonly now: Instant;
  /** The only way to the database; commits when the operation accepts, rolls back when it refuses. */
  readonly work: Work;
  readonly actor: Actor | undefined;
  /** The signed-in account; only for operations that anyone signed in may call. */
  readonly accountId: string;
  /** For operations of members: the acting member. Rejects where there is none; the platform then answers. */
  readonly member: Promise<ActingMember>;
  /** The version that the caller has read, where it changes something. */
  readonly expectedVersion: number | undefined;
  /**
   * Whether this service has caught up with the others for this call. Any refusal that could be ignorance makes it do so
   * and try again; an operation that answers with such refusals inside refuses as a whole until then.
   */
  readonly caughtUp: boolean;
}

import { type CountingRules, federationId } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { isRepresented } from '../delegations/is-represented.js';
import type { CastBallot } from '../matters/decide.js';
import { fewestVoters, type Matter } from '../matters/matter.js';
import { matterLock } from '../matters/matters.js';
import { type Ballot, ballotId, type Vote } from './ballot.js';

/** Whose seats vote: those of the cluster, or in a matter of an initiative those of its partners. */
export type Partners = readonly string[] | undefined;

const seatsOfCluster = 'SELECT member_id FROM seat WHERE cluster_id = $2 AND ($3::uuid[] IS NULL OR member_id = ANY ($3))';
/** At the table of the federation the active clusters sit. */
const clustersAsSeats = `SELECT id AS member_id FROM cluster WHERE state = 'active' AND $3::uuid[] IS NULL`;

/** Who casts a ballot, by which mandate. */
export interface Hand {
  readonly memberId: string;
  readonly mandateId: string;
  readonly accountId: string;
}

/** Votes that a process remembers at most. */
const capacity = 1_000;

@Injectable()
export class Ballots {
  /** Votes that were open when they were read. One that has closed meanwhile is noticed by the database when a ballot is kept. */
  private readonly open = new Map<string, Vote>();

  /**
   * Hands a blank ballot to each seat that is there at this moment: the frozen electorate. None is handed out where they
   * are too few. Answers how many they are. The work is held.
   */
  async deal(work: Work, matter: Matter, partners: Partners): Promise<number> {
    const [dealt] = await work.query<{ seats: number }>(
      `WITH seats AS (${matter.clusterId === federationId ? clustersAsSeats : seatsOfCluster}),
            dealt AS (INSERT INTO ballot (matter_id, member_id, cluster_id, secret)
                      SELECT $1, member_id, $2, $4 FROM seats WHERE (SELECT count(*) FROM seats) >= $5)
       SELECT count(*) AS seats FROM seats`,
      [matter.id, matter.clusterId, partners ?? null, matter.secret, fewestVoters(matter)],
    );
    return dealt?.seats ?? 0;
  }

  /**
   * A ballot as whoever casts it says to have read it, with what is remembered of the matter: frozen while it is voted on.
   * Undefined where nothing is remembered, or where something proved wrong: then `find` tells what is.
   */
  remembered(work: Work, clusterId: string, matterId: string, memberId: string, version: number | undefined): { readonly vote: Vote; readonly ballot: Ballot; readonly represents: true } | undefined {
    const vote = work.afresh ? undefined : this.open.get(matterId);
    if (!vote || vote.clusterId !== clusterId || version === undefined) return undefined;
    return { vote, ballot: { id: ballotId(matterId, memberId), version, matterId, memberId, choice: null, castBy: null, castAt: null }, represents: true };
  }

  /** The ballot of a seat with what casting has to know of the matter; undefined where there is no such matter. */
  async find(work: Work, matterId: string, seat: string, actingMember: string): Promise<{ readonly vote: Vote; readonly ballot: Ballot | undefined; readonly represents: boolean } | undefined> {
    const represents = seat === actingMember ? 'true' : isRepresented('$2', '$3', '$1');
    const values = seat === actingMember ? [matterId, seat] : [matterId, seat, actingMember];
    const [found] = await work.query<FoundBallot>(
      `SELECT m.cluster_id AS "clusterId", m.state, m.secret, m.voting_closes_at AS "votingClosesAt", m.counting, ${represents} AS represents,
              b.id, b.version, b.choice, b.cast_by AS "castBy", b.cast_at AS "castAt"
         FROM matter m LEFT JOIN ballot b ON b.matter_id = m.id AND b.member_id = $2 WHERE m.id = $1`,
      values,
    );
    if (!found) return undefined;
    const { clusterId, state, secret, votingClosesAt, counting, represents: may, id, version, choice, castBy, castAt } = found;
    const ballot = id === null || version === null ? undefined : { id, version, matterId, memberId: seat, choice, castBy, castAt };
    const vote = { id: matterId, clusterId, state, secret, votingClosesAt, counting };
    if (state === 'voting') this.remember(vote);
    return { vote, ballot, represents: may };
  }

  private remember(vote: Vote): void {
    if (this.open.size >= capacity) this.open.clear();
    this.open.set(vote.id, vote);
  }

  /**
   * Keeps a ballot that was cast, where nobody has cast it since it was read. It shares the matter with other casters:
   * whoever closes waits for them, and those who come later fail on the database's own guard and find voting closed.
   * @param decidedBy at the table of the federation: the decision of the cluster's own table
   */
  keep(work: Work, before: Ballot, { version, choice, castAt }: Ballot, { memberId, mandateId, accountId }: Hand, decidedBy: string | null = null): void {
    work.lock(matterLock(before.matterId), 'shared');
    work.write({
      text: `UPDATE ballot SET version = $4, choice = $5, cast_by = $6, account_id = $7, mandate_id = $8, cast_at = $9, decided_by = $10
        WHERE matter_id = $1 AND member_id = $2 AND version = $3 AND NOT secret`,
      values: [before.matterId, before.memberId, before.version, version, JSON.stringify(choice), memberId, accountId, mandateId, castAt, decidedBy],
      expectOne: true,
    });
  }

  /** The ballots of an open vote that were cast, in the order of the seats. */
  cast(work: Work, matterId: string): Promise<CastBallot[]> {
    return work.query<CastBallot>(`SELECT member_id AS "memberId", NULL AS token, choice FROM ballot WHERE matter_id = $1 AND choice IS NOT NULL ORDER BY member_id`, [matterId]);
  }

  /** How many seats had a token signed in a secret vote. */
  async tokens(work: Work, matterId: string): Promise<number> {
    const [signed] = await work.query<{ tokens: number }>('SELECT count(*) AS tokens FROM ballot WHERE matter_id = $1 AND blinded_sha256 IS NOT NULL', [matterId]);
    return signed?.tokens ?? 0;
  }
}

type FoundBallot = Omit<Vote, 'id' | 'counting'> & { readonly counting: CountingRules | null; readonly represents: boolean } & { readonly [Field in keyof Omit<Ballot, 'matterId' | 'memberId'>]: Ballot[Field] | null };

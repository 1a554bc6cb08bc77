import type { Receiver } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { Sides } from '../contributions/contribution.js';
import { homeOf } from './home.js';

/** Silence confirms after so many days where a cluster's own rule is not known: it was made before its events were followed. */
const usualConfirmationDays = 14;

const keyOf = (initiativeId: string) => `promises to ${initiativeId}`;

/** What resources knows of members, initiatives and partners, from the events of their services. */
@Injectable()
export class Directory {
  /**
   * Who stands on which side of a contribution: members that have a seat, and partners of the receiving initiative, which may
   * sit at another table. Without a named giver the acting member gives, whose standing is found anyway.
   */
  async sidesOf(work: Work, giver: string | undefined, receiver: Receiver): Promise<Sides> {
    const [initiativeId, memberId] = 'initiativeId' in receiver ? [receiver.initiativeId, null] : [null, receiver.memberId];
    const [sides] = await work.recall(`sides ${giver} ${initiativeId ?? memberId}`, () => work.query<Sides>(
      `SELECT ($1::uuid IS NULL OR EXISTS (SELECT FROM directory_member WHERE id = $1 AND state IN ('admitted', 'leaving'))
               OR EXISTS (SELECT FROM directory_partner WHERE initiative_id = $3 AND member_id = $1 AND left_at IS NULL)) AS "giverIsMember",
              (SELECT home_cluster_id FROM directory_partner WHERE initiative_id = $3 AND member_id = $1) AS "giverClusterId",
              EXISTS (SELECT FROM directory_member WHERE id = $2 AND state IN ('admitted', 'leaving')) AS "receiverIsMember",
              (SELECT state FROM directory_initiative WHERE id = $3) AS "initiativeState",
              ARRAY(SELECT member_id::text FROM directory_partner WHERE initiative_id = $3 AND left_at IS NULL) AS partners,
              ARRAY(SELECT guest_cluster_id::text FROM directory_guest WHERE initiative_id = $3 AND state <> 'left') AS guests`,
      [giver ?? null, memberId, initiativeId],
    ));
    return sides!;
  }

  /** The members that are partners of the receiving initiative; none for a receiving member. */
  async partnersOf(work: Work, receiver: Receiver): Promise<readonly string[]> {
    if ('memberId' in receiver) return [];
    const rows = await work.query<{ memberId: string }>('SELECT member_id AS "memberId" FROM directory_partner WHERE initiative_id = $1 AND left_at IS NULL', [receiver.initiativeId]);
    return rows.map(({ memberId }) => memberId);
  }

  /**
   * Lets the commit fail, to be tried again, where the receiving initiative has come to its end since it was asked about:
   * for who promises something to it, or asks for it. Whoever releases all that is promised waits for it, or is waited for.
   */
  expectTaking(work: Work, receiver: Receiver): void {
    if ('memberId' in receiver) return;
    work.lock(keyOf(receiver.initiativeId), 'shared');
    work.write({ name: 'initiative_takes', text: `SELECT FROM directory_initiative WHERE id = $1 AND state IN ('idea', 'forming', 'running')`, values: [receiver.initiativeId], expectOne: true });
  }

  /** Waits, in a work that is held, for those who are just promising something to initiatives that end: what they write is there to be read behind it, and nobody follows. */
  awaitTakers(work: Work, initiativeIds: readonly string[]): void {
    for (const id of initiativeIds.toSorted()) work.lock(keyOf(id), 'exclusive');
  }

  /** After how many days of silence a contribution counts as confirmed, by the charter of the cluster whose tenant is entered. */
  async confirmationDays(work: Work): Promise<number> {
    const [row] = await work.recall('confirmation days', () =>
      work.query<{ days: number | null }>('SELECT confirmation_days AS days FROM directory_cluster WHERE cluster_id = $1', [homeOf(work)]),
    );
    return row?.days ?? usualConfirmationDays;
  }

  /** How a member stands in its cluster. */
  async memberState(work: Work, memberId: string): Promise<string | undefined> {
    const [row] = await work.query<{ state: string }>('SELECT state FROM directory_member WHERE id = $1', [memberId]);
    return row?.state;
  }
}

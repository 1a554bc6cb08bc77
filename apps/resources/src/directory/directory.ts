import type { Receiver } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { Sides } from '../contributions/contribution.js';

/** Silence confirms after so many days where a cluster's own rule is not known: it was made before its events were followed. */
const usualConfirmationDays = 14;

/** What resources knows of members, initiatives and partners, from the events of their services. */
@Injectable()
export class Directory {
  /** Who stands on which side of a contribution: a member that has a seat. Without a named giver the acting member gives, whose standing is found anyway. */
  async sidesOf(work: Work, giver: string | undefined, receiver: Receiver): Promise<Sides> {
    const [initiativeId, memberId] = 'initiativeId' in receiver ? [receiver.initiativeId, null] : [null, receiver.memberId];
    const [sides] = await work.recall(`sides ${giver} ${initiativeId ?? memberId}`, () => work.query<Sides>(
      `SELECT ($1::uuid IS NULL OR EXISTS (SELECT FROM directory_member WHERE id = $1 AND state IN ('admitted', 'leaving'))) AS "giverIsMember",
              EXISTS (SELECT FROM directory_member WHERE id = $2 AND state IN ('admitted', 'leaving')) AS "receiverIsMember",
              (SELECT state FROM directory_initiative WHERE id = $3) AS "initiativeState",
              ARRAY(SELECT member_id::text FROM directory_partner WHERE initiative_id = $3) AS partners`,
      [giver ?? null, memberId, initiativeId],
    ));
    return sides!;
  }

  /** The members that are partners of the receiving initiative; none for a receiving member. */
  async partnersOf(work: Work, receiver: Receiver): Promise<readonly string[]> {
    if ('memberId' in receiver) return [];
    const rows = await work.query<{ memberId: string }>('SELECT member_id AS "memberId" FROM directory_partner WHERE initiative_id = $1', [receiver.initiativeId]);
    return rows.map(({ memberId }) => memberId);
  }

  /** After how many days of silence a contribution counts as confirmed, by the charter of the cluster whose tenant is entered. */
  async confirmationDays(work: Work, clusterId: string): Promise<number> {
    const [row] = await work.recall('confirmation days', () =>
      work.query<{ days: number | null }>('SELECT confirmation_days AS days FROM directory_cluster WHERE cluster_id = $1', [clusterId]),
    );
    return row?.days ?? usualConfirmationDays;
  }

  /** How a member stands in its cluster. */
  async memberState(work: Work, memberId: string): Promise<string | undefined> {
    const [row] = await work.query<{ state: string }>('SELECT state FROM directory_member WHERE id = $1', [memberId]);
    return row?.state;
  }
}

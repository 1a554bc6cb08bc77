import type { Instant } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { type Assembly, mattersOf } from '../assemblies/assembly.js';
import type { DeclaredInterest, MatterOfAgenda, Proceedings } from './draft/proceedings.js';

type Interest = DeclaredInterest & { readonly matterId: string };

/** Gathers what is recorded of an assembly, in one flight. */
@Injectable()
export class ProceedingsOfAssemblies {
  async of(work: Work, assembly: Assembly, closedAt: Instant): Promise<Proceedings> {
    const { id, clusterId, agenda } = assembly;
    const named = mattersOf(agenda);
    const [[table], duties, present, matters, interests] = await Promise.all([
      work.query<{ name: string; seats: number }>('SELECT name, (SELECT count(*)::int FROM seat WHERE cluster_id = $1) AS seats FROM cluster WHERE id = $1', [clusterId]),
      work.query<Proceedings['duties'][number]>(dutiesText, [clusterId, closedAt]),
      work.query<Proceedings['present'][number]>(presentText, [id]),
      work.query<Omit<MatterOfAgenda, 'interests'>>(mattersText, [named]),
      work.query<Interest>(interestsText, [named]),
    ]);
    const declared = Map.groupBy(interests, ({ matterId }) => matterId);
    return {
      clusterName: table!.name,
      assembly,
      closedAt,
      duties,
      seats: table!.seats,
      present,
      matters: matters.map((matter) => ({ ...matter, interests: declared.get(matter.id) ?? [] })),
    };
  }
}

const dutiesText = `
SELECT r.role, m.party_name AS "partyName" FROM role r JOIN seat s ON s.member_id = r.member_id JOIN member m ON m.id = r.member_id
 WHERE r.cluster_id = $1 AND r.ended_at IS NULL AND r.since <= $2 AND r.until > $2 ORDER BY r.role, m.party_name COLLATE "pl-x-icu", m.id`;

const presentText = `
SELECT m.party_name AS "partyName", h.party_name AS "representedBy"
  FROM attendance a JOIN member m ON m.id = a.member_id LEFT JOIN member h ON h.id = a.represented_by
 WHERE a.assembly_id = $1 ORDER BY m.party_name COLLATE "pl-x-icu", m.id`;

const mattersText = `
SELECT id, kind, state, outcome, revision, title, options, method, majority, secret, counts, voting_opens_at AS "votingOpensAt", voting_closes_at AS "votingClosesAt",
       decided_at AS "decidedAt", withdrawn_at AS "withdrawnAt", withdrawal_reason AS "withdrawalReason"
  FROM matter WHERE id = ANY ($1)`;

/** Of the matter itself, and lasting ones in the member or the initiative that it is about. */
const interestsText = `
SELECT x.id AS "matterId", m.party_name AS "partyName", i.text
  FROM matter x JOIN interest i ON i.cluster_id = x.cluster_id
   AND (i.matter_id = x.id OR i.partner_id = (x.about ->> 'memberId')::uuid OR i.initiative_id = (x.about ->> 'initiativeId')::uuid)
  JOIN member m ON m.id = i.member_id
 WHERE x.id = ANY ($1) ORDER BY m.party_name COLLATE "pl-x-icu", i.id`;

import { type DataOf, MatterDecided } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import type { Testbed } from '@klaster/testing';

type Decided = DataOf<typeof MatterDecided>;

/** As membership tells that the table of a cluster has decided a resolution. Answers the id of the matter. */
export async function decideAtTable(bed: Testbed, clusterId: string, about: Decided['about'], outcome: Decided['outcome'] = 'adopted'): Promise<string> {
  const matterId = newId();
  const half = { numerator: 1, denominator: 2 };
  const counts: Decided['counts'] = {
    outcome, ground: outcome === 'adopted' ? 'majority-reached' : 'majority-missed', electorate: 3, ballots: 3, abstentions: 0, quorum: { base: 'electorate', share: half, required: 2, reached: true },
    consent: null, majority: { yes: 3, no: 0, base: 'yes-and-no', baseCount: 3, share: half, comparison: 'more-than' }, options: [], pairwise: null, winners: [], tied: [],
  };
  const rules: Decided['rules'] = { method: 'majority', majority: 'simple', quorum: half, options: [], places: 1, fewestBallots: 0 };
  await bed.tell('membership', {
    clusterId, subject: matterId,
    happenings: [MatterDecided.of({ matterId, clusterId, kind: 'resolution', about, outcome, rules, counts, secret: false, turnout: 3, effect: 'none', decidedAt: bed.clock.now() })],
  });
  return matterId;
}

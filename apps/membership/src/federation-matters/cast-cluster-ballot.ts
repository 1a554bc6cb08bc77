import { castClusterBallot as contract, type ClusterBallot, federationId, isRefusal, NotFound, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Ballots } from '../ballots/ballots.js';
import { Matters } from '../matters/matters.js';
import { ClusterBallots } from './cluster-ballots.js';
import { type BoundBallot, castAsDecided } from './federation-matter.js';
import { FederationTable } from './federation-table.js';

@Handles(contract)
export class CastClusterBallot {
  constructor(
    private readonly table: FederationTable,
    private readonly matters: Matters,
    private readonly ballots: Ballots,
    private readonly clusterBallots: ClusterBallots,
  ) {}

  async handle({ clusterId, matterId, decidedBy }: RequestOf<typeof contract>, call: Call) {
    const { work, now, accountId, expectedVersion } = call;
    // At the own table first, then at that of the federation.
    const decision = await this.clusterBallots.ownDecision(work, decidedBy, matterId);
    const { memberId, mandateId } = await this.table.speak(call);
    const [matter, found] = await Promise.all([this.matters.find(work, matterId), this.ballots.find(work, matterId, clusterId, clusterId)]);
    if (!matter) return refuse(NotFound);
    const cast = castAsDecided(matter, found?.ballot, decision, { memberId, expectedVersion }, now);
    if (isRefusal(cast)) return cast;
    const before = found!.ballot!;
    this.ballots.keep(work, before, cast.state, { memberId, mandateId, accountId }, decidedBy);
    work.tell(before.id, before.version, cast.events, federationId);
    return show(cast.state);
  }
}

const show = ({ matterId, memberId, version, choice, decidedBy, castAt }: BoundBallot): ClusterBallot => ({ matterId, clusterId: memberId, version, choice, decidedBy, castAt });

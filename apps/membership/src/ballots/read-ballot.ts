import { NotFound, NotInElectorate, NotRepresented, readBallot as contract, refuse, type RequestOf, VoteIsSecret } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { showBallot } from './ballot.js';
import { Ballots } from './ballots.js';

@Handles(contract)
export class ReadBallot {
  constructor(private readonly ballots: Ballots) {}

  async handle({ matterId, seat }: RequestOf<typeof contract>, { work, member }: Call) {
    const { memberId } = await member;
    const found = await this.ballots.find(work, matterId, seat ?? memberId, memberId);
    if (!found) return refuse(NotFound);
    const { vote, ballot, represents } = found;
    if (vote.secret) return refuse(VoteIsSecret);
    if (!ballot) return refuse(NotInElectorate);
    return represents ? showBallot(ballot) : refuse(NotRepresented);
  }
}

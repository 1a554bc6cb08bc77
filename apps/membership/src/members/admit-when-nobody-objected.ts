import { isRefusal } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { admitBySilence, declineByItself } from './member.js';
import { Members } from './members.js';
import { Seats } from './seats.js';

@OnTimer('membership.member.admit-by-silence')
export class AdmitWhenNobodyObjected implements TimerHandler {
  constructor(
    private readonly members: Members,
    private readonly seats: Seats,
  ) {}

  async handle({ subject, clusterId }: DueTimer, { work, now }: TimerCall): Promise<void> {
    const [member, table] = await Promise.all([this.members.hold(work, subject), this.seats.tableOf(work, clusterId)]);
    if (!member || !table) return;
    const dissolved = table.terms.clusterState === 'dissolved';
    const decided = dissolved ? declineByItself(member, 'Klaster został rozwiązany.', now) : admitBySilence(member, newId(), now);
    // Retracted or declined in the same moment.
    if (isRefusal(decided)) return;
    if (!dissolved) this.seats.given(work, table);
    this.members.keep(work, member, decided);
  }
}

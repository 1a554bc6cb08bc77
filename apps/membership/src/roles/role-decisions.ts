import type { MatterResult } from '@klaster/contracts';
import { newId, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Charters } from '../charters/charters.js';
import type { Matter } from '../matters/matter.js';
import { Seats } from '../members/seats.js';
import { elect, givesWay } from './role.js';
import { Roles } from './roles.js';

/** Whom the table elects has the role from then on, for the term of the charter under which it voted. */
@Injectable()
export class RoleDecisions {
  constructor(
    private readonly roles: Roles,
    private readonly charters: Charters,
    private readonly seats: Seats,
  ) {}

  async decided(work: Work, matter: Matter): Promise<MatterResult['effect']> {
    const { id: matterId, clusterId, outcome, counts, charterNumber } = matter;
    const { role } = matter.about;
    if (outcome !== 'adopted') return 'none';
    if (!role || !counts || charterNumber === null) return 'impossible';
    this.roles.holdAll(work, clusterId);
    const [seated, holders, charter] = await Promise.all([
      this.seats.hold(work, clusterId, counts.winners),
      this.roles.holdersOf(work, clusterId, role),
      this.charters.numbered(work, clusterId, charterNumber),
    ]);
    // Who has left meanwhile cannot take office.
    const elected = counts.winners.filter((winner) => seated.has(winner));
    if (!charter || elected.length === 0) return 'impossible';
    const { now } = work.origin;
    await this.roles.end(work, holders.filter((holder) => givesWay(holder, elected)), now);
    for (const memberId of elected) this.roles.give(work, elect(newId(), { clusterId, memberId, role, matterId }, charter.rules.termMonths, now));
    return 'done';
  }
}

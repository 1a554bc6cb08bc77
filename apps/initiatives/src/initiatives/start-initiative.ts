import { isRefusal, type RequestOf, startInitiative as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Footings } from '../agreements/footings.js';
import { Experiences } from '../experience/experiences.js';
import { Partners } from '../partners/partners.js';
import { start } from './initiative.js';
import { Initiatives } from './initiatives.js';

@Handles(contract)
export class StartInitiative {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly partners: Partners,
    private readonly footings: Footings,
    private readonly experiences: Experiences,
  ) {}

  async handle({ initiativeId }: RequestOf<typeof contract>, { work, member, now, expectedVersion }: Call) {
    const [initiative, partners, footing, { memberId }] = await Promise.all([
      this.initiatives.hold(work, initiativeId, expectedVersion),
      this.partners.of(work, initiativeId),
      this.footings.of(work, initiativeId),
      member,
    ]);
    if (isRefusal(initiative)) return initiative;
    const started = start(initiative, partners, footing, memberId, now);
    if (isRefusal(started)) return started;
    const { id, clusterId, title, novelty } = initiative;
    await this.experiences.publish(work, { id, clusterId, initiativeId: id, kind: 'novelty', title, text: novelty, initiativeTitle: title, publishedAt: now });
    return this.initiatives.keep(work, initiative, started);
  }
}

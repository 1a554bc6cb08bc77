import type { Readiness } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { Footings } from '../agreements/footings.js';
import type { Initiative } from '../initiatives/initiative.js';
import { isActing } from '../partners/partner.js';
import { Partners } from '../partners/partners.js';
import { Progress } from '../progress/progress.js';
import { SettlementStanding } from '../settlements/standing.js';
import { type Ending, type Lack, lacksOfClosing, lacksOfStart, showReadiness } from './readiness.js';

const counts = `SELECT (SELECT count(*)::int FROM lesson WHERE initiative_id = $1) AS lessons,
  (SELECT count(*)::int FROM benefit WHERE initiative_id = $1 AND state = 'acknowledged') AS benefits,
  ARRAY(SELECT member_id FROM benefit_statement WHERE initiative_id = $1) AS stated`;

/** What initiatives lack before their next step. */
@Injectable()
export class Readinesses {
  constructor(
    private readonly partners: Partners,
    private readonly footings: Footings,
    private readonly progress: Progress,
    private readonly settlements: SettlementStanding,
  ) {}

  /** All that is missing before the next step. @param clusterId in whose paths it is shown: the one in which somebody asks */
  async of(work: Work, initiative: Initiative, clusterId = initiative.clusterId): Promise<Readiness> {
    const [everybody, lacksAmong] = await Promise.all([this.partners.everybody(work, initiative.id), this.lacks(work, initiative)]);
    return showReadiness(initiative, lacksAmong(everybody), everybody, `/v1/clusters/${clusterId}/initiatives/${initiative.id}`);
  }

  /** What the end of the work depends on. */
  async ending(work: Work, initiativeId: string): Promise<Ending> {
    const [openTasks, openPromises, settled, [counted]] = await Promise.all([
      work.query<Ending['openTasks'][number]>(`SELECT title, responsible FROM task WHERE initiative_id = $1 AND state IN ('to-do', 'doing') ORDER BY due, id`, [initiativeId]),
      this.progress.openPromises(work, initiativeId),
      this.settlements.of(work, initiativeId),
      work.query<Pick<Ending, 'lessons' | 'benefits' | 'stated'>>(counts, [initiativeId]),
    ]);
    return { openTasks, openPromises, settled, ...counted! };
  }

  private async lacks(work: Work, { id, state }: Initiative): Promise<(everybody: Parameters<typeof lacksOfClosing>[0]) => readonly Lack[]> {
    if (state === 'forming') {
      const footing = await this.footings.of(work, id);
      return (everybody) => lacksOfStart(everybody.filter(isActing), footing);
    }
    if (state !== 'closing') return () => [];
    const ending = await this.ending(work, id);
    return (everybody) => lacksOfClosing(everybody, ending);
  }
}

import { ContributionConfirmed } from '@klaster/contracts';
import { type DueTimer, OnTimer, type TimerCall, type TimerHandler } from '@klaster/service-kit';
import { nextLook } from './silence.js';

const batch = 500;
const due = `cluster_id = $1 AND state = 'recorded' AND confirm_by <= $2`;
/** What fulfils a pledge or moves money has consequences of its own. */
const alone = '(pledge_id IS NOT NULL OR (amount IS NOT NULL AND receiver_initiative IS NOT NULL))';

/** Where somebody is just at work on one it is left to them: they confirm it, dispute it or take it back, or it is there tomorrow. */
const confirmSilently = `
UPDATE contribution SET state = 'confirmed', confirm_by = NULL, by_silence = true, confirmed_at = $2, version = version + 1
 WHERE cluster_id = $1 AND id IN (SELECT id FROM contribution WHERE ${due} AND NOT ${alone} ORDER BY id LIMIT ${batch} FOR UPDATE SKIP LOCKED)
RETURNING id, version`;

/**
 * Every day, soon after midnight: silence through the charter's window confirms what waits in a cluster. Most is
 * confirmed many at a time; what has consequences gets a transaction of its own, so that one that cannot be done now
 * holds up no other.
 */
@OnTimer('confirm-by-silence')
export class ConfirmBySilence implements TimerHandler {
  async handle({ subject: clusterId }: DueTimer, { work, now }: TimerCall): Promise<void> {
    const confirmed = await work.query<{ id: string; version: number }>(confirmSilently, [clusterId, now]);
    for (const { id, version } of confirmed) work.tell(id, version, [ContributionConfirmed.of({ contributionId: id, clusterId, confirmedBy: null, bySilence: true, confirmedAt: now })]);
    const more = confirmed.length === batch;
    if (!more) {
      const others = await work.query<{ id: string }>(`SELECT id FROM contribution WHERE ${due} AND ${alone} ORDER BY id`, [clusterId, now]);
      for (const { id } of others) work.schedule({ name: 'confirm-one-by-silence', subject: id, dueAt: now, clusterId });
    }
    work.schedule({ name: 'confirm-by-silence', subject: clusterId, dueAt: more ? now : nextLook(now), clusterId });
  }
}

import type { Measurement } from '@klaster/contracts';
import { Collection, Database, type Work } from '@klaster/persistence';
import { endOfDay } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import { exact, type Goal } from './goal.js';

/** The timer that looks whether a goal was missed. */
export const goalDue = 'goal-due';

const columns = {
  id: { type: 'uuid', primary: true },
  version: { type: 'int' },
  clusterId: { type: 'uuid' },
  initiativeId: { type: 'uuid' },
  memberId: { type: 'uuid', nullable: true },
  visibleTo: { type: 'text' },
  title: { type: 'text' },
  indicator: { type: 'text' },
  unit: { type: 'text' },
  baseline: { type: 'numeric' },
  target: { type: 'numeric' },
  due: { type: 'date' },
  state: { type: 'text' },
  latest: { type: 'jsonb', nullable: true },
  setBy: { type: 'uuid' },
  setAt: { type: 'timestamptz' },
  endedAt: { type: 'timestamptz', nullable: true },
  reason: { type: 'text', nullable: true },
} as const;

export const goalSchema = new EntitySchema<Goal>({ name: 'goal', columns });

/** `column AS "property", …` as clients see it. */
export const shownGoal = `id, version, cluster_id AS "clusterId", initiative_id AS "initiativeId", member_id AS "memberId", visible_to AS "visibleTo", title, indicator, unit,
  trim_scale(baseline)::text AS baseline, trim_scale(target)::text AS target, due, state, latest, set_by AS "setBy", instant(set_at) AS "setAt", instant(ended_at) AS "endedAt", reason`;

/** The rule of `sees`, as SQL: whether a member sees a goal of the initiative $1. */
export const seenBy = (member: string): string => `(visible_to = 'cluster' OR member_id = ${member}
  OR (visible_to = 'partners' AND EXISTS (SELECT FROM initiative_partner p WHERE p.initiative_id = $1 AND p.member_id = ${member} AND p.state IN ('partner', 'leaving'))))`;

/** `column AS "property", …` of a measurement. */
export const measurementColumns = `id, goal_id AS "goalId", trim_scale(value)::text AS value, measured_on AS "measuredOn", note, recorded_by AS "recordedBy", instant(recorded_at) AS "recordedAt"`;

@Injectable()
export class Goals extends Collection<Goal> {
  constructor(database: Database) {
    super(database, goalSchema);
  }

  /** Decimals are shown as they were meant: without the zeros of the column's scale. */
  override async find(work: Work, id: string): Promise<Goal | undefined> {
    const goal = await super.find(work, id);
    return goal && { ...goal, ...exact(goal) };
  }

  /** Looks at it when its last day is over; no longer where it is over already. */
  watch(work: Work, { id, clusterId, state, due }: Goal): void {
    work.schedule({ name: goalDue, subject: id, clusterId, dueAt: state === 'open' ? endOfDay(due) : null });
  }

  addMeasurement(work: Work, clusterId: string, { id, goalId, value, measuredOn, note, recordedBy, recordedAt }: Measurement): void {
    work.write({
      text: 'INSERT INTO measurement (id, cluster_id, goal_id, value, measured_on, note, recorded_by, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      values: [id, clusterId, goalId, value, measuredOn, note, recordedBy, recordedAt],
    });
  }
}

/** What is open of an initiative and seen by its whole cluster, in the order of the last days. */
export const dueGoals = (work: Work, initiativeId: string): Promise<Pick<Goal, 'id' | 'version' | 'title' | 'due'>[]> =>
  work.query(`SELECT id, version, title, due FROM goal WHERE initiative_id = $1 AND state = 'open' AND visible_to = 'cluster' ORDER BY due, id`, [initiativeId]);

import type { Accepted } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { Lesson } from './lesson.js';

/** `column AS "property", …` as clients see it. */
export const shownLesson = `id, cluster_id AS "clusterId", initiative_id AS "initiativeId", title, text, told_by AS "toldBy", instant(told_at) AS "toldAt"`;

/** What was learnt: only added to. */
@Injectable()
export class Lessons {
  add(work: Work, { state, events }: Accepted<Lesson>): Lesson {
    const { id, clusterId, initiativeId, title, text, toldBy, toldAt } = state;
    work.write({
      text: 'INSERT INTO lesson (id, cluster_id, initiative_id, title, text, told_by, told_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      values: [id, clusterId, initiativeId, title, text, toldBy, toldAt],
    });
    work.tell(id, 1, events, clusterId);
    return state;
  }

  async find(work: Work, id: string): Promise<Lesson | undefined> {
    const [lesson] = await work.query<Lesson>(`SELECT ${shownLesson} FROM lesson WHERE id = $1`, [id]);
    return lesson;
  }
}

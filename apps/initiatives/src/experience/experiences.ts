import type { Experience } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { termsOf } from './term.js';

const publish = `
INSERT INTO experience (id, cluster_id, initiative_id, kind, title, text, cluster_name, initiative_title, published_at)
VALUES ($1, $2, $3, $4, $5, $6, (SELECT name FROM directory_cluster WHERE id = $2), $7, $8)`;
const findBy = `INSERT INTO experience_term (experience_id, cluster_id, kind, published_at, term) SELECT $1::uuid, $2::uuid, $3::text, $4::timestamptz, unnest($5::text[])`;

/** What the whole federation finds: novelties and lessons. */
@Injectable()
export class Experiences {
  /** Lets it be found, with the name of the cluster as it is called now. */
  async publish(work: Work, experience: Omit<Experience, 'clusterName'>): Promise<void> {
    const { id, clusterId, initiativeId, kind, title, text, initiativeTitle, publishedAt } = experience;
    work.write({ text: publish, values: [id, clusterId, initiativeId, kind, title, text, initiativeTitle, publishedAt] });
    work.write({ text: findBy, values: [id, clusterId, kind, publishedAt, termsOf([title, text, initiativeTitle])] });
    await Promise.resolve();
  }
}

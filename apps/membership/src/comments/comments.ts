import { Collection, Database } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Comment } from './comment.js';

export const commentSchema = new EntitySchema<Comment>({
  name: 'comment',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    clusterId: { type: 'uuid' },
    matterId: { type: 'uuid' },
    memberId: { type: 'uuid' },
    accountId: { type: 'uuid' },
    text: { type: 'text' },
    proposes: { type: 'text', nullable: true },
    repliesTo: { type: 'uuid', nullable: true },
    saidAt: { type: 'timestamptz' },
  },
});

@Injectable()
export class Comments extends Collection<Comment> {
  constructor(database: Database) {
    super(database, commentSchema);
  }
}

/** A comment as clients see it: `comment c`. */
export const shownComment =
  'c.id, c.version, c.cluster_id AS "clusterId", c.matter_id AS "matterId", c.member_id AS "memberId", c.text, c.proposes, c.replies_to AS "repliesTo", instant(c.said_at) AS "saidAt"';

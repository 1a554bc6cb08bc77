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

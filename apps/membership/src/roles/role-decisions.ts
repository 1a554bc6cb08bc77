import type { MatterResult } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import type { Matter } from '../matters/matter.js';

/** What the table decides on a role is done here. */
@Injectable()
export class RoleDecisions {
  async deliberated(_work: Work, _matter: Matter): Promise<void> {
    throw new Error('not built');
  }

  async returned(_work: Work, _matter: Matter): Promise<void> {
    throw new Error('not built');
  }

  async decided(_work: Work, _matter: Matter): Promise<MatterResult['effect']> {
    throw new Error('not built');
  }
}

import { NotFound, readRevision as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { findRevision } from './revisions.js';

@Handles(contract)
export class ReadRevision {
  async handle({ matterId, number }: RequestOf<typeof contract>, { work }: Call) {
    return (await findRevision(work, matterId, number)) ?? refuse(NotFound);
  }
}

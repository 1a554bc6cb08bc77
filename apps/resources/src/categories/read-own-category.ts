import { NotFound, readOwnCategory as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Categories } from './categories.js';

@Handles(contract)
export class ReadOwnCategory {
  constructor(private readonly categories: Categories) {}

  async handle({ code }: RequestOf<typeof contract>, { work }: Call) {
    return (await this.categories.find(work, code)) ?? refuse(NotFound);
  }
}

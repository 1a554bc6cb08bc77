import { NotFound, readRole as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Roles } from './roles.js';

@Handles(contract)
export class ReadRole {
  constructor(private readonly roles: Roles) {}

  async handle({ roleId }: RequestOf<typeof contract>, { work }: Call) {
    return (await this.roles.find(work, roleId)) ?? refuse(NotFound);
  }
}

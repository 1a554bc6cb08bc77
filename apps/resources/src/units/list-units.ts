import { listUnits as contract, units } from '@klaster/contracts';
import { Handles } from '@klaster/service-kit';

@Handles(contract)
export class ListUnits {
  async handle() {
    return { items: [...units] };
  }
}

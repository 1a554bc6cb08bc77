import { readFederation as contract } from '@klaster/contracts';
import { Handles } from '@klaster/service-kit';

/** One federation an installation; its name is configured where it is installed. */
@Handles(contract)
export class ReadFederation {
  async handle() {
    return { name: process.env['FEDERATION_NAME'] ?? 'Federacja Klastrów Społecznych', locale: 'pl', currency: 'PLN', timeZone: 'Europe/Warsaw' };
  }
}

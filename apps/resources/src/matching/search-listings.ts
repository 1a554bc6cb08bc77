import { type RequestOf, searchListings as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { searchFor } from './search.js';

@Handles(contract)
export class SearchListings {
  handle({ clusterId, ...asked }: RequestOf<typeof contract>, { work }: Call) {
    return searchFor(work, [clusterId, 'federation', 'public'], asked);
  }
}

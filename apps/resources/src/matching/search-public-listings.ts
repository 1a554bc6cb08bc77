import { type RequestOf, searchPublicListings as contract } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { searchFor } from './search.js';

@Handles(contract)
export class SearchPublicListings {
  handle(asked: RequestOf<typeof contract>, { work }: Call) {
    return searchFor(work, ['public'], asked);
  }
}

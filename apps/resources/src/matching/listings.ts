import type { Listing, Window } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';

/** An open offer or need as it is listed for others to find. */
export interface Listed extends Omit<Listing, 'clusterName' | 'name' | 'windows'> {
  readonly windows: readonly Window[];
  readonly hoursPerDay: string | null;
}

/** What is open and can be found: offers and needs, in their cluster and as far as they are visible beyond it. */
@Injectable()
export class Listings {
  /** Lists an offer or a need, or lists it anew as it is now; what goes together with it is looked for soon after. */
  list(_work: Work, _listed: Listed): void {}

  /** It cannot be found any more. */
  unlist(_work: Work, _id: string): void {}
}

import type { Counts } from '@klaster/contracts';

/** What a method finds in the ballots, before turnout is asked for. */
export type Finding = Omit<Counts, 'electorate' | 'ballots' | 'abstentions' | 'quorum'>;

/** The fields that a method leaves empty when they are another's. */
export const nothingFound = { consent: null, majority: null, options: [], pairwise: null, winners: [], tied: [] } satisfies Partial<Finding>;

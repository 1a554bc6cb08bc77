import type { ServiceDefinition } from '@klaster/service-kit';
import { ListCategories } from './categories/list-categories.js';
import { ConfirmContribution } from './contributions/confirm-contribution.js';
import { Contributions, contributionSchema } from './contributions/contributions.js';
import { ListContributions } from './contributions/list-contributions.js';
import { ReadContribution } from './contributions/read-contribution.js';
import { RecordContribution } from './contributions/record-contribution.js';
import { ReverseContribution } from './contributions/reverse-contribution.js';
import { Directory } from './directory/directory.js';
import { RememberInitiatives, RememberPartners, RememberRunningInitiatives } from './directory/remember-initiatives.js';
import { Foundation1763800000000 } from './migrations/1763800000000-foundation.js';
import { ListObligations } from './obligations/list-obligations.js';

/** What members bring in: resources of four kinds, and what was really given. */
export const resources: ServiceDefinition = {
  name: 'resources',
  operations: [
    ListCategories,
    RecordContribution, ConfirmContribution, ReverseContribution, ListContributions, ReadContribution,
    ListObligations,
  ],
  reactions: [RememberInitiatives, RememberRunningInitiatives, RememberPartners],
  providers: [Contributions, Directory],
  entities: [contributionSchema],
  migrations: [Foundation1763800000000],
  keepsDirectory: true,
};

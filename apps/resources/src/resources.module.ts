import type { ServiceDefinition } from '@klaster/service-kit';
import { Categories } from './categories/categories.js';
import { ListCategories } from './categories/list-categories.js';
import { ConfirmContribution } from './contributions/confirm-contribution.js';
import { Contributions, contributionSchema } from './contributions/contributions.js';
import { ListContributions } from './contributions/list-contributions.js';
import { ReadContribution } from './contributions/read-contribution.js';
import { RecordContribution } from './contributions/record-contribution.js';
import { ReverseContribution } from './contributions/reverse-contribution.js';
import { Directory } from './directory/directory.js';
import { RememberInitiatives, RememberPartners, RememberRunningInitiatives } from './directory/remember-initiatives.js';
import { AdmitFile } from './files/admit-file.js';
import { Files, fileSchema } from './files/files.js';
import { KeepFile } from './files/keep-file.js';
import { ListFiles } from './files/list-files.js';
import { OpenFile } from './files/open-file.js';
import { ReadFile } from './files/read-file.js';
import { Foundation1763800000000 } from './migrations/1763800000000-foundation.js';
import { ClustersAndCategories1765000000000 } from './migrations/1765000000000-clusters-and-categories.js';
import { OffersAndNeeds1765000000001 } from './migrations/1765000000001-offers-and-needs.js';
import { Pledges1765000000002 } from './migrations/1765000000002-pledges.js';
import { ContributionsSettled1765000000003 } from './migrations/1765000000003-contributions-settled.js';
import { RateTables1765000000004 } from './migrations/1765000000004-rate-tables.js';
import { Purses1765000000005 } from './migrations/1765000000005-purses.js';
import { Files1765000000006 } from './migrations/1765000000006-files.js';
import { Listings } from './matching/listings.js';
import { Fulfilment } from './pledges/fulfilment.js';
import { ContributedMoneys } from './purses/contributed-money.js';
import { DeclaredValues } from './rate-tables/declare-value.js';
import { unbuilt } from './unbuilt.js';
import { ListObligations } from './obligations/list-obligations.js';

/** What members bring in: resources of four kinds, and what was really given. */
export const resources: ServiceDefinition = {
  name: 'resources',
  operations: unbuilt(
    ListCategories,
    RecordContribution, ConfirmContribution, ReverseContribution, ListContributions, ReadContribution,
    ListObligations,
    // categories, offers
    // needs, pledges
    // matching
    // contributions
    // rate tables, purses
    // files
    AdmitFile, KeepFile, ListFiles, OpenFile, ReadFile,
  ),
  reactions: [RememberInitiatives, RememberRunningInitiatives, RememberPartners],
  timers: [],
  providers: [Categories, Contributions, ContributedMoneys, DeclaredValues, Directory, Files, Fulfilment, Listings],
  entities: [contributionSchema, fileSchema],
  migrations: [
    Foundation1763800000000, ClustersAndCategories1765000000000, OffersAndNeeds1765000000001, Pledges1765000000002, ContributionsSettled1765000000003, RateTables1765000000004,
    Purses1765000000005, Files1765000000006,
  ],
  keepsDirectory: true,
};

import type { ServiceDefinition } from '@klaster/service-kit';
import { CountConfirmedContributions } from './contributions/count-confirmed-contributions.js';
import { CountRecordedContributions } from './contributions/count-recorded-contributions.js';
import { DiscountVoidedContributions } from './contributions/discount-voided-contributions.js';
import { ReportContributions } from './contributions/report-contributions.js';
import { Foundation1763800000000 } from './migrations/1763800000000-foundation.js';
import { Attribution1768000000000 } from './migrations/1768000000000-attribution.js';
import { EnterEverythingInTheRegister } from './register/enter-everything-in-the-register.js';
import { ListRegisterEntries } from './register/list-register-entries.js';

/** The open record: each cluster's register of facts, and reports. It only listens; all of it can be made again from the journals. */
export const reporting: ServiceDefinition = {
  name: 'reporting',
  operations: [ListRegisterEntries, ReportContributions],
  reactions: [EnterEverythingInTheRegister, CountRecordedContributions, CountConfirmedContributions, DiscountVoidedContributions],
  migrations: [Foundation1763800000000, Attribution1768000000000],
  keepsDirectory: true,
};

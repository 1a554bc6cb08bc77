import type { EventType } from './core/event.js';
import { catchUpInbox, readJournal } from './core/journal.js';
import { type Operation, serviceNames } from './core/operation.js';
import { listParkedEvents, retryParkedEvent } from './core/parked.js';
import * as accounts from './identity/accounts.js';
import * as tokens from './identity/tokens.js';
import * as agreements from './initiatives/agreements.js';
import * as benefits from './initiatives/benefits.js';
import * as initiativeClusters from './initiatives/clusters.js';
import * as costs from './initiatives/costs.js';
import * as goals from './initiatives/goals.js';
import * as initiatives from './initiatives/initiatives.js';
import * as lessons from './initiatives/lessons.js';
import * as overviews from './initiatives/overviews.js';
import * as partners from './initiatives/partners.js';
import * as readiness from './initiatives/readiness.js';
import * as risks from './initiatives/risks.js';
import * as settlements from './initiatives/settlements.js';
import * as tasks from './initiatives/tasks.js';
import * as assemblies from './membership/assemblies.js';
import * as assemblyDocuments from './membership/assembly-documents.js';
import * as assemblyEvents from './membership/assembly-events.js';
import * as ballots from './membership/ballots.js';
import * as charters from './membership/charters.js';
import * as clusters from './membership/clusters.js';
import * as codeLists from './membership/code-lists.js';
import * as deliberation from './membership/deliberation.js';
import * as federationMatters from './membership/federation-matters.js';
import * as mandates from './membership/mandates.js';
import * as matterEvents from './membership/matter-events.js';
import * as matters from './membership/matters.js';
import * as memberEvents from './membership/member-events.js';
import * as members from './membership/members.js';
import * as obligations from './membership/obligations.js';
import * as parties from './membership/parties.js';
import * as roles from './membership/roles.js';
import * as standing from './membership/standing.js';
import * as reports from './reporting/reports.js';
import * as categories from './resources/categories.js';
import * as contributionBatches from './resources/contribution-batches.js';
import * as contributionEvents from './resources/contribution-events.js';
import * as contributions from './resources/contributions.js';
import * as disputes from './resources/disputes.js';
import * as files from './resources/files.js';
import * as matches from './resources/matches.js';
import * as needs from './resources/needs.js';
import * as offerEvents from './resources/offer-events.js';
import * as offers from './resources/offers.js';
import * as pledgeEvents from './resources/pledge-events.js';
import * as pledges from './resources/pledges.js';
import * as purses from './resources/purses.js';
import * as rateTables from './resources/rate-tables.js';
import * as units from './resources/units.js';

const modules: readonly object[] = [
  accounts, tokens,
  codeLists, clusters, charters, parties, mandates, members, memberEvents, obligations, roles,
  matters, deliberation, matterEvents, ballots, standing, federationMatters, assemblies, assemblyDocuments, assemblyEvents,
  initiatives, readiness, partners, initiativeClusters, agreements, goals, tasks, costs, risks, settlements, benefits, lessons, overviews,
  units, categories, offers, offerEvents, needs, pledges, pledgeEvents, matches, contributions, disputes, contributionBatches, contributionEvents, rateTables, purses, files,
  reports,
];
const exported = modules.flatMap((module) => Object.values(module) as unknown[]);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isOperation = (value: unknown): value is Operation => isObject(value) && 'request' in value && 'reply' in value;
const isEvent = (value: unknown): value is EventType => isObject(value) && 'of' in value && 'version' in value;

/** Operations that every service has. */
const platformOperations = serviceNames.flatMap((service) => [
  readJournal(service), catchUpInbox(service), listParkedEvents(service), retryParkedEvent(service),
]);

/** Every operation of the platform, by name. */
export const allOperations: ReadonlyMap<string, Operation> = new Map(
  [...exported.filter(isOperation), ...platformOperations]
    .map((operation) => [operation.name, operation] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);

/** Every event of the platform, by type (`name.vN`). */
export const allEvents: ReadonlyMap<string, EventType> = new Map(
  exported.filter(isEvent).map((event) => [event.type, event] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
);

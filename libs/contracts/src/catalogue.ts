import type { EventType } from './core/event.js';
import { catchUpInbox, readJournal } from './core/journal.js';
import { type Operation, serviceNames } from './core/operation.js';
import { listParkedEvents, retryParkedEvent } from './core/parked.js';
import * as accounts from './identity/accounts.js';
import * as tokens from './identity/tokens.js';
import * as initiatives from './initiatives/initiatives.js';
import * as partners from './initiatives/partners.js';
import * as clusters from './membership/clusters.js';
import * as members from './membership/members.js';
import * as parties from './membership/parties.js';
import * as reports from './reporting/reports.js';
import * as contributions from './resources/contributions.js';

const modules: readonly object[] = [accounts, tokens, clusters, parties, members, initiatives, partners, contributions, reports];
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

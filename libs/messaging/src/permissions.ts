import { listInitiativeObligations, listInitiativePartners, listResourceObligations, serviceNames, type ServiceName } from '@klaster/contracts';
import { inboxPrefix } from './bus.js';

/** A user on the bus and the subjects that it may publish to and subscribe to: nothing else. */
export interface BusUser {
  readonly user: string;
  readonly permissions: { readonly publish: readonly string[]; readonly subscribe: readonly string[] };
}

/** Whose journal each service follows. */
export const follows: Readonly<Record<string, readonly string[]>> = {
  identity: [],
  membership: [],
  initiatives: ['membership', 'resources'],
  resources: ['membership', 'initiatives'],
  reporting: ['membership', 'initiatives', 'resources'],
};

/** Who follows the journal of a service. */
export const followersOf = (service: string): ServiceName[] => serviceNames.filter((other) => follows[other]?.includes(service));

/** What a service asks of its neighbours besides their journals: names of operations that are for processes alone. */
const asks: Readonly<Record<ServiceName, readonly string[]>> = {
  identity: [],
  membership: [listInitiativePartners, listInitiativeObligations, listResourceObligations].map(({ name }) => name),
  initiatives: [],
  resources: [],
  reporting: [],
};

/** All that a service may ask of others; the gateway asks everything. */
const askedBy = (service: ServiceName) => [
  ...(follows[service] ?? []).map((source) => `${source}.journal.read`),
  ...followersOf(service).map((follower) => `${follower}.inbox.catch-up`),
  ...asks[service],
];

const streamApi = (source: string) => [
  `$JS.API.STREAM.INFO.events-${source}`,
  `$JS.API.STREAM.CREATE.events-${source}`,
];
const consumerApi = (source: string, consumer: string) => [
  `$JS.API.STREAM.INFO.events-${source}`,
  `$JS.API.CONSUMER.CREATE.events-${source}.${consumer}`,
  `$JS.API.CONSUMER.CREATE.events-${source}.${consumer}.>`,
  `$JS.API.CONSUMER.DURABLE.CREATE.events-${source}.${consumer}`,
  `$JS.API.CONSUMER.INFO.events-${source}.${consumer}`,
  `$JS.API.CONSUMER.MSG.NEXT.events-${source}.${consumer}`,
  `$JS.ACK.events-${source}.${consumer}.>`,
];

/** Every process's user with its permissions, as the contracts name them. */
export function busUsers(): BusUser[] {
  const gateway: BusUser = {
    user: 'gateway',
    permissions: { publish: serviceNames.map((service) => `${service}.>`), subscribe: [`${inboxPrefix('gateway')}.>`] },
  };
  const services = serviceNames.map((service): BusUser => {
    const sources = follows[service] ?? [];
    return {
      user: service,
      permissions: {
        publish: [
          '_INBOX.>',
          `events.${service}.>`,
          `heads.${service}`,
          `wake.${service}`,
          ...streamApi(service),
          ...askedBy(service),
          ...sources.flatMap((source) => consumerApi(source, service)),
        ],
        subscribe: [`${service}.>`, `${inboxPrefix(service)}.>`, `wake.${service}`, ...sources.map((source) => `heads.${source}`)],
      },
    };
  });
  return [gateway, ...services];
}

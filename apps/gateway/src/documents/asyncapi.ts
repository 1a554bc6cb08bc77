import { allEvents, allOperations, type EventType, type Operation, serviceNames, shardCount } from '@klaster/contracts';
import { eventSubject, inboxPrefix } from '@klaster/messaging';
import { AsyncMessages } from './asyncapi-messages.js';
import { accessText } from './operation-documents.js';

const description =
  'How the processes of a federation of social clusters speak with each other over NATS. For clients there is the HTTP API: see OpenAPI. ' +
  'Each service tells its events in the JetStream stream `events-<service>` and answers its operations as one queue group. ' +
  'JetStream is a courier and may lose what it carries: who follows a service reads what is missing by `<service>.journal.read`.';

/** As `npm start` runs it. */
const server = {
  host: '127.0.0.1:14222',
  protocol: 'nats',
  description: 'Each process has a user of its own, that may use no more subjects than it needs',
  security: [{ $ref: '#/components/securitySchemes/user' }],
};

const shard = { description: 'The last hex digit of the cluster’s id, as a decimal number', enum: Array.from({ length: shardCount }, (_, place) => String(place)) };

/** The channel in which all replies arrive. */
const replies = 'replies';
const requestOf = (operation: Operation) => `${operation.name}.request`;
const replyOf = (operation: Operation) => `${operation.name}.reply`;

const message = (name: string) => ({ $ref: `#/components/messages/${name}` });
const channel = (name: string) => ({ $ref: `#/channels/${name}` });
const messageIn = (name: string, one: string) => ({ $ref: `#/channels/${name}/messages/${one}` });
const keyed = <Item>(items: readonly Item[], keyOf: (item: Item) => string, make: (item: Item) => object) => Object.fromEntries(items.map((item) => [keyOf(item), make(item)]));

/** The AsyncAPI 3.0 document of the bus: the events that services tell, and the operations that they answer. */
export function asyncApiDocument(): object {
  const messages = new AsyncMessages();
  const events = [...allEvents.values()];
  const operations = [...allOperations.values()];
  const typeOf = ({ type }: EventType) => type;
  const nameOf = ({ name }: Operation) => name;
  const made = {
    ...keyed(events, typeOf, (event) => messages.ofEvent(event)),
    ...keyed(operations, requestOf, (operation) => messages.ofRequest(operation)),
    ...keyed(operations, replyOf, (operation) => messages.ofReply(operation)),
    refusal: messages.refusal,
  };
  return {
    asyncapi: '3.0.0',
    info: { title: 'Klaster: the bus', version: '1', description, license: { name: 'EUPL-1.2', url: 'https://eupl.eu/1.2/en/' }, tags: serviceNames.map((name) => ({ name })) },
    defaultContentType: 'application/json',
    servers: { bus: server },
    channels: { ...keyed(events, typeOf, eventChannel), ...keyed(operations, nameOf, requestChannel), [replies]: replyChannel(operations) },
    operations: { ...keyed(events, ({ type }) => `tell.${type}`, telling), ...keyed(operations, nameOf, answering) },
    components: { messages: made, schemas: messages.schemas, parameters: { shard }, securitySchemes: { user: { type: 'userPassword' } } },
  };
}

const eventChannel = ({ service, type, summary }: EventType) => ({
  address: eventSubject(service, '{shard}', type),
  summary,
  parameters: { shard: { $ref: '#/components/parameters/shard' } },
  messages: { event: message(type) },
  tags: [{ name: service }],
});

const telling = ({ service, type }: EventType) => ({ action: 'send', channel: channel(type), messages: [messageIn(type, 'event')], tags: [{ name: service }] });

const requestChannel = (operation: Operation) => ({
  address: operation.name,
  summary: operation.summary,
  messages: { request: message(requestOf(operation)) },
  tags: [{ name: operation.service }],
});

const replyChannel = (operations: readonly Operation[]) => ({
  address: `${inboxPrefix('{caller}')}.{request}`,
  summary: 'Replies, each to the subject that its request named',
  parameters: { caller: { description: 'The process that called', enum: ['gateway', ...serviceNames] }, request: { description: 'Of the caller’s choice, another for each request' } },
  messages: { ...keyed(operations, ({ name }) => name, (operation) => message(replyOf(operation))), refusal: message('refusal') },
});

const answering = (operation: Operation) => ({
  action: 'receive',
  channel: channel(operation.name),
  summary: operation.summary,
  description: inWords(operation),
  messages: [messageIn(operation.name, 'request')],
  reply: { channel: channel(replies), messages: [messageIn(replies, operation.name), messageIn(replies, 'refusal')] },
  bindings: { nats: { queue: operation.service, bindingVersion: '0.1.0' } },
  tags: [{ name: operation.service }],
});

const inWords = (operation: Operation) => {
  const { http, problems } = operation;
  const refusals = problems.length > 0 ? ` Refusals of its own: ${problems.map(({ slug }) => `\`${slug}\``).join(', ')}.` : '';
  return `May be called by: ${accessText(operation)}.${http ? ` Over HTTP: \`${http.method} ${http.path}\`.` : ''}${refusals}`;
};

import { readFileSync } from 'node:fs';
import { Envelope, type EventType, federationId, type Operation } from '@klaster/contracts';
import { callHeader, chainHeader, metaHeader, positionHeader, refusedHeader } from '@klaster/messaging';
import { JsonSchemas } from './json-schemas.js';

interface Header {
  readonly description: string;
  readonly pattern?: string;
  readonly format?: string;
}

const text = ({ description, ...rest }: Header) => ({ type: 'string', ...rest, description });

const headersOf = (required: readonly string[], properties: Readonly<Record<string, object>>) => ({ type: 'object', required, properties });

/** What stands in the headers of each kind of message. */
const headers = {
  EventHeaders: headersOf(['Nats-Msg-Id', positionHeader, chainHeader], {
    'Nats-Msg-Id': text({ format: 'uuid', description: 'The id of the event' }),
    [positionHeader]: text({ pattern: '^[1-9]\\d*$', description: 'Its place in its shard of the journal: 1, 2, 3 …, without gaps' }),
    [chainHeader]: text({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 over the chain of the place before, as bytes, and the bytes of this message' }),
  }),
  RequestHeaders: headersOf([callHeader], {
    [callHeader]: text({
      pattern: '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}$',
      description:
        'The statement of the call, base64url(JSON), and base64url(HMAC-SHA-256 over that text) with the key that caller and service share. It says `requestId`, `caller`, `operation`, `deadlineMs`, ' +
        '`bodySha256`, and where there are any `actor`, `actingFor`, `idempotencyKey`, `expectedVersion`, `trace`',
    }),
  }),
  ReplyHeaders: headersOf([], {
    [metaHeader]: text({ description: 'JSON, where there is more to say: `location` and `etag` of what is replied, `replayed` where it was replied before under the same idempotency key' }),
  }),
  RefusalHeaders: headersOf([refusedHeader], { [refusedHeader]: text({ description: 'The slug of the problem, as in `refused`' }) }),
};
const withHeaders = (name: keyof typeof headers) => ({ headers: { $ref: `#/components/schemas/${name}` } });

const refusal = {
  name: 'refusal',
  title: 'Refusal',
  summary: 'What was asked is not done',
  ...withHeaders('RefusalHeaders'),
  payload: {
    type: 'object',
    required: ['refused'],
    properties: {
      refused: text({ description: 'The slug of the problem: the last segment of its type in the HTTP API' }),
      parameters: { type: 'object', additionalProperties: { type: ['string', 'number'] }, description: 'What stands in the places of its texts' },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['pointer', 'code', 'message'],
          properties: { pointer: { type: 'string', description: 'JSON pointer to the field' }, code: { type: 'string' }, message: { type: 'string' } },
        },
      },
    },
  },
};

const NamedEnvelope = Envelope.meta({ id: 'Envelope', description: 'CloudEvents 1.0, with who did it, for whom, where, and in answer to which request' });

/** The messages of the bus, with their schemas: AsyncAPI 3.0 has them in the draft 7 of JSON Schema. */
export class AsyncMessages {
  private readonly made = new JsonSchemas('draft-7');
  readonly refusal = refusal;

  /** The schemas that the messages made so far refer to. */
  get schemas(): object {
    return { ...headers, ...this.made.components };
  }

  ofEvent(event: EventType): object {
    const { type, service, name, summary, data } = event;
    const own = { type: { const: type }, source: { const: `/${service}` }, data: this.made.of(data, 'output') };
    return {
      name: type,
      title: titleOf(name),
      summary,
      contentType: 'application/cloudevents+json',
      ...withHeaders('EventHeaders'),
      payload: { allOf: [this.made.of(NamedEnvelope, 'output'), { type: 'object', properties: own }] },
      examples: [{ name: 'sample', payload: exampleOf(event) }],
    };
  }

  ofRequest({ name, summary, request }: Operation): object {
    return { name: `${name}.request`, title: summary, ...withHeaders('RequestHeaders'), payload: this.made.of(request, 'input') };
  }

  ofReply({ name, summary, reply }: Operation): object {
    return { name: `${name}.reply`, title: summary, ...withHeaders('ReplyHeaders'), payload: this.made.of(reply, 'output') };
  }
}

/** `resources.contribution.confirmed`: Contribution confirmed. */
const titleOf = (name: string) => {
  const words = name.split('.').slice(1).join(' ').replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

const exampleId = (last: number) => `01a208e1-41ca-709c-9729-${String(last).padStart(12, '0')}`;

/** The event as it was first published, in an envelope. */
function exampleOf({ type, service }: EventType): object {
  const sample = new URL(`../samples/${type}.json`, import.meta.resolve('@klaster/contracts'));
  const data = JSON.parse(readFileSync(sample, 'utf8')) as { readonly clusterId?: string };
  return {
    specversion: '1.0',
    id: exampleId(1),
    source: `/${service}`,
    type,
    subject: exampleId(2),
    time: '2026-01-15T12:00:00.000Z',
    datacontenttype: 'application/json',
    clusterid: data.clusterId ?? federationId,
    subjectversion: 1,
    accountid: exampleId(3),
    requestid: '5f0c8a52-6f0e-4d1c-9b0a-3a2f6f1f7e55',
    data,
  };
}

import { z } from 'zod';
import type { ServiceName } from './operation.js';

/**
 * The definition of an event: something that happened, told in the past tense.
 * A published version never changes its shape; a new shape is a new version beside it.
 */
export interface EventType<Name extends string = string, Data extends z.ZodObject = z.ZodObject> {
  /** `service.noun.verb-in-past-tense` */
  readonly name: Name;
  readonly service: ServiceName;
  readonly version: number;
  /** `name.vN`: the CloudEvents `type` and the end of the subject on the bus. */
  readonly type: string;
  readonly summary: string;
  readonly data: Data;
  /** Makes an event that a decision tells of; the envelope is added when it is written. */
  of(data: z.input<Data>): Happening<z.output<Data>>;
}

/** What a decision says has happened: the journal adds who, when and in answer to which request. */
export interface Happening<Data = unknown> {
  readonly type: string;
  readonly data: Data;
}

export type DataOf<E> = E extends EventType<string, infer D> ? z.output<D> : never;

/** CloudEvents 1.0 with our extension attributes (lower case, as the specification wants them). */
export const Envelope = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string(),
  type: z.string(),
  /** The aggregate that the event tells of. */
  subject: z.uuid(),
  time: z.iso.datetime({ precision: 3 }),
  datacontenttype: z.literal('application/json'),
  /** The cluster it belongs to; the nil UUID for what belongs to the federation. */
  clusterid: z.uuid(),
  /** Version of the aggregate after the event: 1, 2, 3 …, without gaps. */
  subjectversion: z.int().min(1),
  accountid: z.uuid().optional(),
  memberid: z.uuid().optional(),
  mandateid: z.uuid().optional(),
  requestid: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type Envelope = z.output<typeof Envelope>;

/** The cluster id of what belongs to the federation as a whole: parties, accounts, clusters themselves. */
export const federationId = '00000000-0000-0000-0000-000000000000';

/** Journals, cursors and streams are kept in this many independent, ordered parts. */
export const shardCount = 16;

/** The shard of a cluster's events: the last hex digit of its id (in a UUIDv7 it is random, so shards fill evenly). */
export const shardOf = (clusterId: string): number => Number.parseInt(clusterId.slice(-1), 16) % shardCount;

/** Declares an event. */
export function event<const Name extends `${ServiceName}.${string}.${string}`, Data extends z.ZodObject>(definition: {
  name: Name;
  version: number;
  summary: string;
  data: Data;
}): EventType<Name, Data> {
  const type = `${definition.name}.v${definition.version}`;
  return {
    ...definition,
    type,
    service: definition.name.split('.', 1)[0] as ServiceName,
    of: (data) => ({ type, data: definition.data.parse(data) }),
  };
}

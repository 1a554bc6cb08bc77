import { z } from 'zod';
import { operation, type ServiceName } from './operation.js';
import { Instant, line } from './values.js';

/** An event that a service could not apply, kept aside until somebody has looked at the reason. */
export const ParkedEvent = z
  .strictObject({
    eventId: z.uuid(),
    source: z.string(),
    type: z.string(),
    subject: z.uuid(),
    clusterId: z.uuid(),
    shard: z.int(),
    position: z.int(),
    reason: z.string(),
    attempts: z.int(),
    parkedAt: Instant,
  })
  .meta({ id: 'ParkedEvent', description: 'An event that could not be applied, with the reason' });

export const ParkedEvents = z.strictObject({ items: z.array(ParkedEvent) });

export const listParkedEvents = <Service extends ServiceName>(service: Service) =>
  operation({
    name: `${service}.parked-events.list`,
    summary: `Events that ${service} could not apply`,
    access: { who: 'operator' },
    http: { method: 'GET', path: `/v1/admin/parked-events/${service}` },
    request: z.strictObject({}),
    reply: ParkedEvents,
  });

/** Applies a parked event and the later ones of the same aggregate again, in order. */
export const retryParkedEvent = <Service extends ServiceName>(service: Service) =>
  operation({
    name: `${service}.parked-events.retry`,
    summary: `Applies the parked events of one subject in ${service} again, in order`,
    access: { who: 'operator' },
    http: { method: 'POST', path: `/v1/admin/parked-events/${service}/{subject}/retry` },
    request: z.strictObject({ subject: z.uuid(), note: line(200).optional() }),
    reply: z.strictObject({ applied: z.int(), stillParked: z.int() }),
  });

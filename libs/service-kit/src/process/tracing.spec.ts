import { expect, it } from '@jest/globals';
import { operation } from '@klaster/contracts';
import { z } from 'zod';
import { leavingNoTrace } from './tracing.js';

const put = (path: `/v1/${string}`, unrecorded: boolean) =>
  operation({ name: 'membership.slips.cast', summary: 'Casts', access: { who: 'anyone' }, http: { method: 'PUT', path }, request: z.strictObject({ matterId: z.string() }), reply: z.strictObject({}), unrecorded });

it.each([
  ['PUT', '/v1/matters/0197/slip', true],
  ['PUT', '/v1/matters/0197/slip?x=1', true],
  ['POST', '/v1/matters/0197/slip', false],
  ['PUT', '/v1/matters/0197/slip/more', false],
  ['PUT', '/v1/matters/0197/ballot', false],
  ['PUT', '/x/v1/matters/0197/slip', false],
])('%s %s makes no span: %s', (method, url, ignored) => {
  const ignore = leavingNoTrace([put('/v1/matters/{matterId}/slip', true), put('/v1/matters/{matterId}/ballot', false)]);
  expect(ignore({ method, url })).toBe(ignored);
});

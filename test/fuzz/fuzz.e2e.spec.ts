import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, granted, type Json, type Person, startWorld, type World } from '../world/world.ts';
import { Random } from './random.ts';
import { type Made, operationsOf, Requests } from './requests.ts';
import { type FuzzScene, meet } from './scene.ts';
import { Values } from './values.ts';
import { faultOf } from './verdict.ts';

const seed = Number(process.env['KLASTER_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const count = Number(process.env['KLASTER_FUZZ_REQUESTS'] ?? 10_000);
const atOnce = 24;
const canary = 'kanarekfuzzowy';
const shownFaults = 12;

/** Nonsense in all its forms, from the OpenAPI document. The seed repeats the requests. */
describe(`nonsense, seed ${seed}`, () => {
  let world: World;
  let people: readonly Person[];
  let ids: FuzzScene['ids'];
  let document: Json;

  beforeAll(async () => {
    world = await startWorld();
    document = granted(await world.nobody().get('/openapi.json'));
    ({ people, ids } = await meet(world, canary));
  });

  afterAll(() => world.stop());

  const send = async (person: Person, { method, path, headers, body }: Made): Promise<Answer> => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await person.send(method, path, body, headers);
      const busy = answer.status === 503 && answer.headers['retry-after'] !== undefined;
      if (!busy || attempt === 8) return answer;
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
    }
  };

  it(`${count} requests: no fault of ours, every refusal a proper problem, every reply as its contract says`, async () => {
    const random = new Random(seed);
    const requests = new Requests(random, new Values(random, document.components.schemas, ids), operationsOf(document));
    const faults = new Map<string, string>();
    const statuses: Record<string, number> = {};
    let sent = 0;
    const worker = async () => {
      while (sent < count) {
        sent += 1;
        const made = requests.next();
        const person = random.pick(people);
        const answer = await send(person, made);
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        const fault = faultOf(made.operationId, answer, canary);
        const body = made.body === undefined ? '' : ` ${Buffer.from(made.body).toString().slice(0, 300)}`;
        if (fault) faults.set(`${made.operationId} ${fault}`, `${person.name}: ${made.method} ${made.path.slice(0, 300)} ${JSON.stringify(made.headers).slice(0, 300)}${body}\n  → ${answer.status} ${answer.text.slice(0, 300)}`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    process.stdout.write(`fuzz: seed ${seed}, ${sent} requests, ${JSON.stringify(statuses)}\n`);
    expect([...faults].slice(0, shownFaults).map(([fault, request]) => `${fault}\n  ${request}`).join('\n')).toBe('');
    // A fuzz run that is refused everything, or granted everything, tries nothing.
    for (const status of [200, 201, 400, 401, 403, 404, 422]) expect([status, (statuses[status] ?? 0) > 0]).toEqual([status, true]);
  }, 180_000);

  it('leaves the platform well: everything is applied, nothing parked, no process fell', async () => {
    await world.settle(30_000);
    for (const service of ['identity', 'membership', 'resources', 'initiatives', 'reporting']) {
      expect(granted(await world.operator.get(`/v1/admin/parked-events/${service}`)).items).toEqual([]);
    }
  }, 40_000);
});

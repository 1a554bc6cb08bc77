import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { IdeaBrought } from '@klaster/contracts';
import { connectToBus, EventCourier, type NatsConnection, type Outgoing } from '@klaster/messaging';
import { newId } from '@klaster/persistence';
import { TestBus } from '@klaster/testing';
import { jetstreamManager } from '@nats-io/jetstream';

const source = 'initiatives';
const stream = `events-${source}`;

/** The relay's mark moves when the courier says that it has the last of a run: then it has all of them, once, in order. */
describe('handing a run over to the courier', () => {
  let server: TestBus;
  let bus: NatsConnection;
  let operator: NatsConnection;
  let courier: EventCourier;
  let next = 1;

  beforeAll(async () => {
    server = await TestBus.start();
    bus = await connectToBus({ url: server.url, user: source, password: 'test' });
    operator = await connectToBus({ url: server.url, user: TestBus.operator, password: 'test' });
    courier = new EventCourier(bus);
    await courier.ensureStream(source);
  });

  afterEach(async () => {
    await (await jetstreamManager(operator)).streams.purge(stream);
  });

  afterAll(async () => {
    await Promise.all([bus.close(), operator.close()]);
    await server.stop();
  });

  const run = (length: number): Outgoing[] =>
    Array.from({ length }, () => ({ entry: { shard: 3, position: next++, chain: 'ab', envelope: JSON.stringify({ title: 'Ogród' }) }, eventId: newId(), type: IdeaBrought.type }));
  /** The positions that the courier has, in its order. */
  const kept = async () => {
    const { streams } = await jetstreamManager(operator);
    const { state } = await streams.info(stream);
    const numbers = Array.from({ length: state.messages }, (_, index) => state.first_seq + index);
    return Promise.all(numbers.map(async (seq) => Number((await streams.getMessage(stream, { seq }))?.header.get('Klaster-Position'))));
  };
  const positions = (outgoing: readonly Outgoing[]) => outgoing.map(({ entry }) => entry.position);
  /** The bus as it is when it loses some of what is published and not asked for. */
  const losing = (lost: (place: number) => boolean) => {
    let published = 0;
    return Object.create(bus, {
      publish: { value: (...message: Parameters<NatsConnection['publish']>) => (message[2]?.reply === undefined && lost(published++) ? undefined : bus.publish(...message)) },
    }) as NatsConnection;
  };

  it('leaves all of it there, in order: the first run, the next, a long one, one of a single event', async () => {
    const runs = [run(3), run(40), run(1_234), run(1)];
    for (const outgoing of runs) await courier.publish(source, outgoing);
    expect(await kept()).toEqual(runs.flatMap(positions));
  });

  it('hands over again what was lost on the way, and nothing twice', async () => {
    const lossy = new EventCourier(losing((place) => place % 7 === 3));
    const [first, second, third] = [run(2), run(30), run(30)];
    for (const outgoing of [first, second, third]) await lossy.publish(source, outgoing);
    const all = [...positions(first), ...positions(second), ...positions(third)];
    expect((await kept()).toSorted((a, b) => a - b)).toEqual(all);
  });

  it('notices where somebody else has handed over in between', async () => {
    const [first, second] = [run(5), run(6)];
    await courier.publish(source, first);
    await new EventCourier(bus).publish(source, second);
    const third = run(20);
    await courier.publish(source, [...second, ...third]);
    expect(await kept()).toEqual([...first, ...second, ...third].map(({ entry }) => entry.position));
  });

  it('starts anew where the courier has lost everything', async () => {
    await courier.publish(source, run(5));
    await (await jetstreamManager(operator)).streams.delete(stream);
    await expect(courier.publish(source, run(2))).rejects.toThrow();
    await courier.ensureStream(source);
    const outgoing = run(8);
    await courier.publish(source, outgoing);
    await courier.publish(source, outgoing);
    expect(await kept()).toEqual(positions(outgoing));
  });
});

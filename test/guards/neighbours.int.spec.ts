import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listClusters, type Operation, readJournal } from '@klaster/contracts';
import { Neighbours, type RunningService } from '@klaster/service-kit';
import { standIn, Testbed } from '@klaster/testing';

/** What a service asks of another: for the platform, and only what it is allowed to. */
describe('a neighbour', () => {
  let bed: Testbed;
  let membership: RunningService;
  let neighbours: Neighbours;

  beforeAll(async () => {
    bed = await Testbed.start();
    [membership] = (await bed.serve(standIn('membership'))) as [RunningService];
    const given = { provide: 'given', useFactory: (injected: Neighbours) => (neighbours = injected), inject: [Neighbours] };
    await bed.serve(standIn('resources', [], { providers: [given] }));
  });

  afterAll(() => bed.stop());

  it('answers another service as it answers the platform', async () => {
    expect(await neighbours.ask(readJournal('membership'), { shard: 3, after: 0 })).toEqual({ entries: [], head: { shard: 3, position: 0, chain: '' } });
  });

  it('refuses, and the refusal is a value', async () => {
    // A position that no request may hold; the caller's own check would see it before.
    const unchecked = { ...readJournal('membership'), request: { parse: (request: unknown) => request } } as unknown as Operation;
    expect(await neighbours.ask(unchecked, { shard: 99, after: 0 } as never)).toMatchObject({ refused: 'malformed-request' });
  });

  it('is not asked what is for people, and by nobody who has no business with it', async () => {
    await expect(neighbours.ask(listClusters, {})).rejects.toThrow('membership.clusters.list is for people');
    await expect(neighbours.ask(readJournal('reporting'), { shard: 0, after: 0 })).rejects.toThrow(/Permissions Violation/);
  });

  it('that does not run is known to be away at once', async () => {
    await bed.end(membership);
    const startedAt = performance.now();
    expect(await neighbours.ask(readJournal('membership'), { shard: 0, after: 0 })).toEqual({ refused: 'overloaded' });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeVoting, listBallots, readResult } from '@klaster/contracts';
import { Testbed } from '@klaster/testing';
import { membership } from '../membership.module.js';
import { CommonTable, type Sitter } from './fixtures/common-table.js';

const atOnceRules = { deliberationHours: 0, votingHours: 0 };

describe('the table', () => {
  let bed: Testbed;
  let table: CommonTable;
  let sitters: Sitter[];

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
    table = await CommonTable.set(bed, 'Wspólny Stół', atOnceRules);
    sitters = await table.join(5);
  });

  afterAll(() => bed.stop());

  it('decides', async () => {
    const [first, ...others] = sitters as [Sitter, ...Sitter[]];
    const matter = await table.votedOn(first);
    for (const sitter of others) expect(await table.cast(sitter, matter, { vote: 'yes' })).toMatchObject({ version: 2 });
    const closed = await first.person.get(closeVoting, { clusterId: table.clusterId, matterId: matter.id });
    expect(closed).toMatchObject({ state: 'decided', outcome: 'adopted' });
    expect(await first.person.get(readResult, { clusterId: table.clusterId, matterId: matter.id })).toMatchObject({ counts: { ballots: 4 } });
    expect((await first.person.get(listBallots, { clusterId: table.clusterId, matterId: matter.id })).items).toHaveLength(4);
  });
});

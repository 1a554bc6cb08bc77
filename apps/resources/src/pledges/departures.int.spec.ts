import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptPledge, confirmContribution, listResourceObligations, makeOffer, type Need, MemberExcluded, MemberLeft, type Pledge, proposePledge, raiseNeed, readNeed, readPledge, recordContribution, type RequestInputOf,
  returnLoan, shardOf,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { civilDay } from '@klaster/service-kit';
import { standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';

/** What is open between a member that goes and those that stay: listed while it goes, over when it has gone. */
describe('a member that goes', () => {
  let bed: Testbed;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
  });

  afterAll(() => bed.stop());

  const day = (later: number) => civilDay(new Date(Date.now() + later * 86_400_000).toISOString());
  const hours = (value: string) => ({ value, unit: 'h' });

  /** Those that go and those that stay, in a cluster. */
  const scene = async (cluster = new Cluster(bed)) => {
    const [goer, stayer] = [await cluster.admit(), await cluster.admit()];
    const here = { clusterId: cluster.id };
    const promise = (by: Side, asked: Partial<RequestInputOf<typeof proposePledge>>): Promise<Pledge> => by.person.get(proposePledge, { ...here, quantity: hours('6'), by: day(30), ...asked });
    return {
      cluster, goer, stayer, here, promise,
      raise: (by: Side, asked: Partial<RequestInputOf<typeof raiseNeed>> = {}): Promise<Need> => by.person.get(raiseNeed, { ...here, category: 'driving', title: 'Kierowca', quantity: hours('8'), ...asked }),
      accept: (by: Side, pledgeId: string) => by.person.get(acceptPledge, { ...here, pledgeId }),
      pledge: async (pledgeId: string) => (await stayer.person.get(readPledge, { ...here, pledgeId })).state,
      need: async (needId: string) => {
        const { state, promised, given } = await stayer.person.get(readNeed, { ...here, needId });
        return [state, promised, given];
      },
      leaves: ({ memberId, partyId }: Side) => bed.tell('membership', { ...here, subject: memberId, version: 2, happenings: [MemberLeft.of({ memberId, partyId, ...here, endedAt: bed.clock.now() })] }),
      isExcluded: ({ memberId, partyId }: Side) => bed.tell('membership', { ...here, subject: memberId, version: 2, happenings: [MemberExcluded.of({ memberId, partyId, ...here, matterId: newId(), endedAt: bed.clock.now() })] }),
    };
  };

  it('looks for nothing any more, promises nothing, and is promised nothing; what was given stays, what was held is free', async () => {
    const { cluster, goer, stayer, here, promise, raise, accept, pledge, need, leaves } = await scene();
    const initiativeId = await cluster.initiative({ partners: [goer, stayer] });
    const [hers, theirs, ours] = [await raise(goer), await raise(stayer), await raise(goer, { initiativeId })];
    const offer = await goer.person.get(makeOffer, { ...here, category: 'driving', title: 'Dyżur', quantity: hours('8'), publish: true });
    const [forHer, byHer, alsoByHer, proposed, between] = [
      await promise(stayer, { needId: hers.id }), await promise(goer, { needId: theirs.id }), await promise(goer, { needId: theirs.id, offerId: offer.id, quantity: hours('1.5') }), await promise(stayer, { offerId: offer.id, quantity: hours('4') }),
      await promise(stayer, { needId: ours.id }),
    ];
    await Promise.all([accept(goer, forHer.id), accept(stayer, byHer.id), accept(goer, between.id)]);
    await accept(stayer, alsoByHer.id);
    const given = await goer.person.get(recordContribution, { ...here, pledgeId: byHer.id, category: 'driving', receiver: { memberId: stayer.memberId }, quantity: hours('2'), givenOn: day(0) });
    await stayer.person.get(confirmContribution, { ...here, contributionId: given.id });
    expect(await need(theirs.id)).toEqual(['partly-met', '5.5', '2']);
    await leaves(goer);
    await bed.settle();
    for (const { id } of [forHer, byHer, alsoByHer, proposed]) expect(await pledge(id)).toBe('cancelled');
    expect(await pledge(between.id)).toBe('accepted');
    expect([await need(hers.id), await need(theirs.id), await need(ours.id)]).toEqual([['cancelled', '0', '0'], ['partly-met', '0', '2'], ['open', '6', '0']]);
    expect(await bed.rows('SELECT 1 FROM resources.reservation WHERE offer_id = $1', [offer.id])).toEqual([]);
    const told = await bed.rows<{ envelope: string }>(`SELECT envelope FROM resources.journal WHERE subject = $1 ORDER BY subject_version DESC LIMIT 1`, [byHer.id]);
    expect((JSON.parse(told[0]!.envelope) as { data: object }).data).toMatchObject({ how: 'cancelled', by: 'departure' });
    expect(await bed.rows('SELECT 1 FROM resources.timer WHERE subject = ANY ($1)', [[forHer.id, byHer.id, proposed.id, hers.id]])).toEqual([]);
  });

  it('is one of several that go at once, out of several clusters, also two that promised each other something', async () => {
    const first = await scene();
    let elsewhere = newId();
    while (shardOf(elsewhere) !== shardOf(first.cluster.id)) elsewhere = newId();
    const second = await scene(new Cluster(bed, elsewhere));
    const pledges = await Promise.all([first, second].flatMap(({ promise, goer, stayer }) => [
      promise(goer, { category: 'driving', receiver: { memberId: stayer.memberId } }),
      promise(stayer, { category: 'driving', receiver: { memberId: goer.memberId } }),
    ]));
    await bed.settle();
    // All of it is there before anybody applies it, so that it may be applied in one go.
    await Promise.all([first.leaves(first.goer), second.isExcluded(second.goer), first.isExcluded(first.stayer)]);
    await bed.settle();
    expect(await bed.rows('SELECT DISTINCT state, version FROM resources.pledge WHERE id = ANY ($1)', [pledges.map(({ id }) => id)])).toEqual([{ state: 'cancelled', version: 2 }]);
    expect(await bed.rows('SELECT 1 FROM resources.parked_event')).toEqual([]);
  });

  it('has what is open listed to both sides: what is promised, and what is on loan', async () => {
    const { goer, stayer, here, promise, raise, accept } = await scene();
    const { id: needId } = await raise(stayer, { title: 'Kierowca na piknik' });
    const [mine, theirs, proposed] = [await promise(goer, { needId }), await promise(stayer, { category: 'driving', receiver: { memberId: goer.memberId } }), await promise(goer, { needId })];
    await accept(stayer, mine.id);
    await accept(goer, theirs.id);
    const lend = async (by: Side, to: Side) => {
      const { id: contributionId } = await by.person.get(recordContribution, {
        ...here, category: 'tools', receiver: { memberId: to.memberId }, quantity: { value: '1', unit: 'piece' }, action: 'transferCustody', returnBy: day(9), givenOn: day(0), description: 'Kosiarka',
      });
      await to.person.get(confirmContribution, { ...here, contributionId });
      return contributionId;
    };
    const [lent, borrowed, returned] = [await lend(goer, stayer), await lend(stayer, goer), await lend(goer, stayer)];
    await goer.person.get(returnLoan, { ...here, contributionId: returned, returnedOn: day(0) });
    const membership = await bed.process('membership');
    const open = async ({ memberId }: Side) => {
      const answer = await membership.call(listResourceObligations, { ...here, memberId }, { requestId: newId(), timeoutMs: 5_000 });
      if ('refused' in answer) throw new Error(answer.refused);
      return answer.items.map(({ kind, id, owes, title, path }) => [kind, id, owes, title, path.split('/').at(-2)]);
    };
    expect(await open(goer)).toEqual([
      ['pledge', mine.id, true, 'Kierowca na piknik', 'pledges'], ['pledge', theirs.id, false, null, 'pledges'],
      ['loan', lent, false, 'Kosiarka', 'contributions'], ['loan', borrowed, true, 'Kosiarka', 'contributions'],
    ]);
    expect((await open(stayer)).map(([, id, owes]) => [id, owes])).toEqual([[mine.id, false], [theirs.id, true], [lent, true], [borrowed, false]]);
    expect(proposed.state).toBe('proposed');
  });
});

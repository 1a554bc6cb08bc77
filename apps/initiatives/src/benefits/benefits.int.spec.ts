import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acknowledgeBenefit, addBenefit, type AgreementTerms, beginClosing, type Benefit, deliverBenefit, listBenefits, listBenefitStatements, readBenefit, readBenefitStatement, readInitiative, stateBenefits,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, outcomes, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import type { Member } from '../testing/members.js';
import { termsOf } from '../testing/money.js';
import { admitAll, agree, type InInitiative, run } from '../testing/running.js';

/** What partners gain, in a service with two replicas. */
describe('benefits', () => {
  let bed: Testbed;
  let one: Member, two: Member, three: Member, stranger: Member;
  let members: Member[];
  const clusterId = newId();

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    [one, two, three, stranger] = (await admitAll(bed, clusterId, 4)) as [Member, Member, Member, Member];
    members = [one, two, three];
  });

  afterAll(() => bed.stop());

  const hers = () => ({ memberId: one.memberId, kind: 'know-how' as const, description: 'Szczepienie drzew', quantity: { value: '8', unit: 'h' } });
  const ours = { memberId: null, kind: 'standing' as const, description: 'Ogród na mapie miasta', quantity: null };
  const expecting = (...expectedBenefits: AgreementTerms['expectedBenefits']): AgreementTerms => ({ ...termsOf(members, '2026-01-01'), expectedBenefits });
  const list = async (here: InInitiative, filter: object = {}) => (await stranger.person.get(listBenefits, { ...here, ...filter })).items;
  const acknowledge = (here: InInitiative, { person }: Member, { id: benefitId }: Benefit) => person.call(acknowledgeBenefit, { ...here, benefitId });
  const add = (here: InInitiative, fields: object = {}): Promise<Benefit> => one.person.get(addBenefit, { ...here, kind: 'reach', description: 'Nowi sąsiedzi', ...fields });

  it('are expected by the agreement that comes into force, once, whatever later versions say again', async () => {
    const here = await run(clusterId, members, expecting(hers(), ours, hers()));
    const [first, second, ...none] = await list(here);
    expect([first, second, none]).toMatchObject([{ ...hers(), state: 'expected', agreementNumber: 1, version: 1 }, { ...ours, state: 'expected' }, []]);
    expect(await stranger.person.get(readBenefit, { ...here, benefitId: first!.id })).toEqual(first);
    expect(await stranger.person.call(readBenefit, { ...here, initiativeId: newId(), benefitId: first!.id })).toEqual({ refused: 'not-found' });
    await agree(here, members, expecting(ours, { ...hers(), memberId: two.memberId }));
    expect((await list(here)).map(({ memberId, agreementNumber, state }) => [memberId, agreementNumber, state])).toEqual([[one.memberId, 1, 'expected'], [null, 1, 'expected'], [two.memberId, 2, 'expected']]);
    expect((await list(here, { memberId: two.memberId })).map(({ agreementNumber }) => agreementNumber)).toEqual([2]);
    expect(await bed.rows(`SELECT FROM initiatives.journal WHERE type LIKE '%.benefit.expected.%' AND envelope LIKE '%Szczepienie%'`)).toEqual([]);
    expect(await bed.rows(`SELECT FROM initiatives.journal WHERE type LIKE '%.benefit.expected.%' AND subject = $1`, [first!.id])).toHaveLength(1);
  });

  it('are delivered by any partner, and acknowledged by who benefits: of all by another than who reported it', async () => {
    const here = await run(clusterId, members, expecting(hers(), ours));
    const [herBenefit, ourBenefit] = (await list(here)) as [Benefit, Benefit];
    expect(await acknowledge(here, two, herBenefit)).toEqual({ refused: 'not-beneficiary' });
    expect(await acknowledge(here, stranger, herBenefit)).toEqual({ refused: 'not-partner' });
    expect(await acknowledge(here, one, herBenefit)).toMatchObject({ state: 'acknowledged', version: 3, delivered: { by: one.memberId, note: null }, acknowledged: { by: one.memberId } });
    expect(await acknowledge(here, two, ourBenefit)).toMatchObject({ refused: 'benefit-wrong-state' });
    expect(await two.person.get(deliverBenefit, { ...here, benefitId: ourBenefit.id, note: 'Od maja' })).toMatchObject({ state: 'delivered', version: 2, delivered: { by: two.memberId, note: 'Od maja' } });
    expect(await acknowledge(here, two, ourBenefit)).toEqual({ refused: 'not-beneficiary' });
    expect(outcomes(await atOnce(10, () => acknowledge(here, three, ourBenefit)))).toMatchObject({ granted: 1 });
    const added = await add(here, { memberId: three.memberId });
    expect(added).toMatchObject({ state: 'delivered', agreementNumber: null });
    expect(await one.person.call(addBenefit, { ...here, memberId: stranger.memberId, kind: 'other', description: 'Nic' })).toEqual({ refused: 'beneficiary-unfit' });
    expect((await list(here, { state: 'acknowledged' })).map(({ id }) => id)).toEqual([herBenefit.id, ourBenefit.id]);
    expect(await bed.rows(`SELECT FROM initiatives.journal WHERE envelope LIKE '%Od maja%'`)).toEqual([]);
  });

  it('are stated by each partner for itself, anew until the end, and the answer fits what is recorded', async () => {
    const here = await run(clusterId, members);
    const state = ({ person }: Member, none: boolean, note?: string) => person.call(stateBenefits, { ...here, none, ...(note && { note }) });
    const [own, common] = [await add(here, { memberId: one.memberId }), await add(here)];
    expect(await state(stranger, true)).toEqual({ refused: 'not-partner' });
    expect(await state(two, false)).toEqual({ refused: 'statement-unfit', parameters: { byItself: 0, concerning: 0 } });
    expect(await state(one, true)).toMatchObject({ none: true, acknowledged: 0, note: null });
    await acknowledge(here, one, own);
    await acknowledge(here, three, common);
    expect(await state(one, true)).toEqual({ refused: 'statement-unfit', parameters: { byItself: 1, concerning: 2 } });
    expect(await state(three, true)).toMatchObject({ refused: 'statement-unfit', parameters: { byItself: 1, concerning: 1 } });
    // Who sees no benefit in what others have acknowledged for all may say so.
    expect(await state(two, true)).toMatchObject({ none: true, acknowledged: 0 });
    await one.person.get(beginClosing, here);
    const stated = await state(one, false, 'Dużo się nauczyliśmy');
    expect(stated).toMatchObject({ memberId: one.memberId, none: false, acknowledged: 2, note: 'Dużo się nauczyliśmy' });
    expect(await stranger.person.get(readBenefitStatement, { ...here, memberId: one.memberId })).toEqual(stated);
    expect(await stranger.person.call(readBenefitStatement, { ...here, memberId: three.memberId })).toEqual({ refused: 'not-found' });
    expect(new Map((await stranger.person.get(listBenefitStatements, here)).items.map(({ memberId, none }) => [memberId, none]))).toEqual(new Map([[one.memberId, false], [two.memberId, true]]));
    expect(await bed.rows(`SELECT FROM initiatives.journal WHERE envelope LIKE '%nauczyliśmy%'`)).toEqual([]);
  });

  it('are stated by many at once and acknowledged meanwhile, and what stands in the end is what each said last', async () => {
    const here = await run(clusterId, members);
    for (let round = 0; round < 10; round += 1) {
      const own = await add(here, { memberId: two.memberId });
      const { version } = await one.person.get(readInitiative, here);
      const answers = await Promise.all([
        acknowledge(here, two, own),
        ...[true, false, true, false].map((none) => two.person.call(stateBenefits, { ...here, none })),
        one.person.call(stateBenefits, { ...here, none: true }),
        three.person.call(stateBenefits, { ...here, none: true }),
      ]);
      // Each saw the benefit or did not, and what it had acknowledged in rounds before in any case.
      const [, denying, counting] = [...answers];
      if (round > 0) expect(denying).toMatchObject({ refused: 'statement-unfit' });
      if ('acknowledged' in counting!) expect([round, round + 1]).toContain(counting.acknowledged);
      const granted = answers.slice(1).filter((answer) => !('refused' in answer)).length;
      expect((await one.person.get(readInitiative, here)).version).toBe(version + granted);
      // What was stated before the benefit was acknowledged may say none; from then on nobody can say so.
      expect(await two.person.call(stateBenefits, { ...here, none: true })).toMatchObject({ refused: 'statement-unfit' });
      expect(await two.person.get(stateBenefits, { ...here, none: false })).toMatchObject({ acknowledged: round + 1 });
    }
    const statements = await bed.rows<{ count: number }>('SELECT count(*)::int AS count FROM initiatives.benefit_statement WHERE initiative_id = $1', [here.initiativeId]);
    expect(statements).toEqual([{ count: 3 }]);
  });
});

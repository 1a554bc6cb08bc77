import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptSettlement, addTask, finishTask, joinInitiative, leaveInitiative, listInitiativeObligations, type Obligation, payTransfer, proposeAgreement, proposeSettlement, receiveTransfer, signAgreement,
} from '@klaster/contracts';
import type { OperationClient } from '@klaster/messaging';
import { newId } from '@klaster/persistence';
import { standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import type { Member } from '../testing/members.js';
import { Money, termsOf } from '../testing/money.js';
import { admitAll, type InInitiative, run } from '../testing/running.js';

/** What is open in initiatives between a member and the others. */
describe('obligations in initiatives', () => {
  let bed: Testbed;
  let membership: OperationClient;
  const clusterId = newId();

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    membership = await bed.process('membership');
  });

  afterAll(() => bed.stop());

  const of = async ({ memberId }: Member, kind?: Obligation['kind']) => {
    const answer = await membership.call(listInitiativeObligations, { clusterId, memberId }, { requestId: newId() });
    if ('refused' in answer) throw new Error(answer.refused);
    return answer.items.filter((item) => kind === undefined || item.kind === kind).map(({ kind: found, id, owes, path, title }) => ({ kind: found, id, owes, path, title }));
  };
  const at = ({ initiativeId }: InInitiative, rest = '') => `/v1/clusters/${clusterId}/initiatives/${initiativeId}${rest}`;

  it('are the partnership while it lasts, and tasks for who does them and who answers for them', async () => {
    const [one, two] = (await admitAll(bed, clusterId, 2)) as [Member, Member];
    const here = await run(clusterId, [one, two]);
    const { id } = await one.person.get(addTask, { ...here, title: 'Przekopać', responsible: [one.memberId], accountable: two.memberId });
    const { id: other } = await one.person.get(addTask, { ...here, title: 'Posiać', responsible: [two.memberId], accountable: two.memberId, consulted: [one.memberId], informed: [one.memberId] });
    const [partnership, dig, sow] = [
      { kind: 'partnership', id: here.initiativeId, owes: true, path: at(here), title: 'Ogród' },
      { kind: 'task', id, owes: true, path: at(here, `/tasks/${id}`), title: 'Przekopać' },
      { kind: 'task', id: other, owes: true, path: at(here, `/tasks/${other}`), title: 'Posiać' },
    ];
    expect([await of(one), await of(two)]).toEqual([[partnership, dig], [partnership, dig, sow]]);
    await one.person.get(finishTask, { ...here, taskId: id });
    expect([await of(one), await of(two)]).toEqual([[partnership], [partnership, sow]]);
    await one.person.get(leaveInitiative, { ...here, memberId: one.memberId });
    expect(await of(one)).toEqual([partnership]);
    await bed.rows(`UPDATE initiatives.initiative_partner SET state = 'left', left_at = now(), leaves_on = NULL, coordinator = false WHERE initiative_id = $1 AND member_id = $2`, [here.initiativeId, one.memberId]);
    expect(await of(one)).toEqual([]);
    await bed.rows(`UPDATE initiatives.initiative SET state = 'abandoned', reason = 'Deszcz', ended_at = now() WHERE id = $1`, [here.initiativeId]);
    expect(await of(two)).toEqual([]);
  });

  it('are signatures under the newest version, of those whom it asks, also of candidates, until it is in force', async () => {
    const [one, two, candidate] = (await admitAll(bed, clusterId, 3)) as [Member, Member, Member];
    const here = await run(clusterId, [one, two]);
    await candidate.person.get(joinInitiative, here);
    expect(await of(candidate)).toEqual([]);
    await one.person.get(proposeAgreement, { ...here, text: 'Bez nowego.' });
    expect([(await of(two, 'agreement-to-sign')).length, (await of(candidate)).length]).toEqual([1, 0]);
    const { number, sha256 } = await one.person.get(proposeAgreement, { ...here, text: 'Z nowym.', terms: termsOf([one, two, candidate], '2026-01-01') });
    const waiting = [{ kind: 'agreement-to-sign', id: here.initiativeId, owes: true, path: at(here, '/agreement/versions/3'), title: 'Ogród' }];
    for (const signatory of [one, two, candidate]) {
      expect(await of(signatory, 'agreement-to-sign')).toEqual(waiting);
      await signatory.person.get(signAgreement, { ...here, number, sha256 });
      expect(await of(signatory, 'agreement-to-sign')).toEqual([]);
    }
  });

  it('are settlements to accept, transfers to pay, and money to be received', async () => {
    const [one, two] = (await admitAll(bed, clusterId, 2)) as [Member, Member];
    const here = await run(clusterId, [one, two]);
    const money = new Money(bed, here);
    await money.pays(one, 1_000);
    const { id, number, transfers: [transfer] } = await one.person.get(proposeSettlement, here);
    const share = (what: string, owes: boolean) => [{ kind: 'share', id: what, owes, path: at(here, '/settlements/1'), title: 'Ogród' }];
    expect([await of(one, 'share'), await of(two, 'share')]).toEqual([share(id, true), share(id, true)]);
    await one.person.get(acceptSettlement, { ...here, number });
    expect([await of(one, 'share'), await of(two, 'share')]).toEqual([[], share(id, true)]);
    await two.person.get(acceptSettlement, { ...here, number });
    expect([await of(one, 'share'), await of(two, 'share')]).toEqual([share(transfer!.id, false), share(transfer!.id, true)]);
    await two.person.get(payTransfer, { ...here, transferId: transfer!.id, paidOn: money.today() });
    expect([await of(one, 'share'), await of(two, 'share')]).toEqual([share(transfer!.id, false), []]);
    await one.person.get(receiveTransfer, { ...here, transferId: transfer!.id });
    expect(await of(one, 'share')).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptPledge, confirmContribution, type Contribution, disputeContribution, listContributions, listRemarks, makeRemark, openRateTable, proposePledge, readContribution, readPledge, readRemark, recordContribution,
  type RequestInputOf, returnLoan, reverseContribution,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, outcomes, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';

type Said = Partial<RequestInputOf<typeof recordContribution>>;

/** What becomes of contributions, with two replicas of the service. */
describe('contributions', () => {
  let bed: Testbed;
  let cluster: Cluster;
  let clusterId: string;
  let giver: Side;
  let receiver: Side;
  let third: Side;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    cluster = new Cluster(bed);
    clusterId = cluster.id;
    [giver, receiver, third] = [await cluster.admit(), await cluster.admit(), await cluster.admit()];
    await bed.settle();
  });

  afterAll(() => bed.stop());

  const said = (fields: Said = {}) => ({ clusterId, receiver: { memberId: receiver.memberId }, category: 'care', quantity: { value: '2.5', unit: 'h' }, givenOn: '2026-01-15', ...fields });
  const record = (fields: Said = {}): Promise<Contribution> => giver.person.get(recordContribution, said(fields));
  const nextYear = () => `${Number(bed.clock.now().slice(0, 4)) + 1}-01-01`;
  const one = ({ id }: { readonly id: string }) => ({ clusterId, contributionId: id });
  const read = (contribution: { readonly id: string }) => third.person.get(readContribution, one(contribution));
  const dispute = (contribution: Contribution, by = receiver) => by.person.call(disputeContribution, { ...one(contribution), reason: 'Było mniej' });
  const disputed = async (): Promise<Contribution> => {
    const contribution = await record();
    await receiver.person.get(disputeContribution, { ...one(contribution), reason: 'Było mniej' });
    return contribution;
  };
  const told = async ({ id }: { readonly id: string }) => (await bed.rows<{ type: string }>('SELECT type FROM resources.journal WHERE subject = $1 ORDER BY subject_version', [id])).map(({ type }) => type.slice('resources.'.length));

  describe('a dispute', () => {
    it('is opened by the other side, with its reason as the first remark, and both sides talk', async () => {
      const contribution = await record();
      expect(await dispute(contribution, giver)).toEqual({ refused: 'own-contribution' });
      expect(await dispute(contribution, third)).toEqual({ refused: 'not-a-side' });
      expect(await giver.person.call(makeRemark, { ...one(contribution), text: 'Ale' })).toMatchObject({ refused: 'not-disputed', parameters: { state: 'recorded' } });
      expect(await dispute(contribution)).toMatchObject({ state: 'disputed', disputedBy: receiver.memberId, confirmBy: null, version: 2 });
      const answer = await giver.person.get(makeRemark, { ...one(contribution), text: 'Tyle było, mam listę' });
      expect(answer).toMatchObject({ contributionId: contribution.id, memberId: giver.memberId, text: 'Tyle było, mam listę' });
      await receiver.person.get(makeRemark, { ...one(contribution), text: 'Pokaż' });
      const { items } = await third.person.get(listRemarks, one(contribution));
      expect(items.map(({ memberId, text }) => [memberId, text])).toEqual([[receiver.memberId, 'Było mniej'], [giver.memberId, 'Tyle było, mam listę'], [receiver.memberId, 'Pokaż']]);
      expect(await third.person.get(readRemark, { ...one(contribution), remarkId: answer.id })).toEqual(answer);
      expect(await third.person.call(makeRemark, { ...one(contribution), text: 'A ja' })).toEqual({ refused: 'not-a-side' });
      const events = await bed.rows<{ envelope: string }>(`SELECT envelope FROM resources.journal WHERE cluster_id = $1 AND type = 'resources.remark.made.v1'`, [clusterId]);
      expect(events.length).toBeGreaterThanOrEqual(3);
      expect(events.map(({ envelope }) => envelope).join()).not.toMatch(/Było mniej|Pokaż/);
    });

    it('ends by the other side confirming after all, and never by the one that recorded', async () => {
      const contribution = await disputed();
      expect(await giver.person.call(confirmContribution, one(contribution))).toEqual({ refused: 'own-contribution' });
      expect(await receiver.person.get(confirmContribution, one(contribution))).toMatchObject({ state: 'confirmed', confirmedBy: receiver.memberId, disputedBy: receiver.memberId, bySilence: false });
      expect(await receiver.person.call(makeRemark, { ...one(contribution), text: 'Jednak' })).toMatchObject({ refused: 'not-disputed' });
      expect(await told(contribution)).toEqual(['contribution.recorded.v3', 'contribution.disputed.v1', 'contribution.confirmed.v2']);
    });

    it('ends by a correction in the place of what is taken back, which is void at once', async () => {
      const contribution = await disputed();
      const { givenOn } = contribution;
      const reversal = await giver.person.get(reverseContribution, { ...one(contribution), reason: 'Racja', correction: { category: 'care', quantity: { value: '2', unit: 'h' }, givenOn } });
      expect(await read(contribution)).toMatchObject({ state: 'voided', reversedBy: reversal.id });
      const correction = await read({ id: reversal.correction! });
      expect(correction).toMatchObject({ state: 'recorded', corrects: contribution.id, quantity: { value: '2', unit: 'h' } });
      expect(await receiver.person.get(confirmContribution, one(correction))).toMatchObject({ state: 'confirmed' });
    });

    it('is opened, confirmed or taken back once, whoever is quicker', async () => {
      for (let turn = 0; turn < 5; turn += 1) {
        const contribution = await record();
        const answers = await Promise.all([
          ...Array.from({ length: 10 }, () => dispute(contribution)),
          ...Array.from({ length: 10 }, () => receiver.person.call(confirmContribution, one(contribution))),
        ]);
        const { state } = await read(contribution);
        const steps = await told(contribution);
        // Confirmed at once, or disputed and then perhaps confirmed: but never disputed behind a confirmation.
        expect(steps.slice(1).map((step) => step.split('.')[1])).toEqual(state === 'disputed' ? ['disputed'] : steps.length === 3 ? ['disputed', 'confirmed'] : ['confirmed']);
        expect(outcomes(answers)).toEqual({ granted: steps.length - 1, 'already-settled': 21 - steps.length });
      }
    });

    it('has no last word: nobody speaks behind its end, however close', async () => {
      for (let turn = 0; turn < 5; turn += 1) {
        const contribution = await disputed();
        const [confirmation, ...remarks] = await Promise.all([
          receiver.person.get(confirmContribution, one(contribution)),
          ...Array.from({ length: 15 }, (_, count) => giver.person.call(makeRemark, { ...one(contribution), text: `Uwaga ${count}` })),
        ]);
        expect(confirmation.state).toBe('confirmed');
        for (const remark of remarks) if ('refused' in remark) expect(remark.refused).toBe('not-disputed');
        const order = await bed.rows<{ type: string }>(
          `SELECT j.type FROM resources.journal j WHERE j.cluster_id = $1 AND (j.subject = $2 OR j.envelope::json -> 'data' ->> 'contributionId' = $3) ORDER BY j.id`,
          [clusterId, contribution.id, contribution.id],
        );
        expect(order.at(-1)?.type).toBe('resources.contribution.confirmed.v2');
      }
    });

    it('is known to its cluster alone', async () => {
      const contribution = await disputed();
      const other = new Cluster(bed);
      const stranger = await other.admit();
      const there = { clusterId: other.id, contributionId: contribution.id };
      expect(await stranger.person.call(listRemarks, there)).toEqual({ refused: 'not-found' });
      expect(await stranger.person.call(makeRemark, { ...there, text: 'Co tu' })).toEqual({ refused: 'not-found' });
      expect(await stranger.person.call(disputeContribution, { ...there, reason: 'Nie' })).toEqual({ refused: 'not-found' });
    });
  });

  describe('a loan', () => {
    const lend = async (): Promise<Contribution> => {
      const loan = await record({ category: 'tent', quantity: { value: '2', unit: 'piece' }, action: 'transferCustody', returnBy: '2026-12-31' });
      return receiver.person.get(confirmContribution, one(loan));
    };

    it('comes back once, as the giver says', async () => {
      const loan = await lend();
      expect(loan).toMatchObject({ action: 'transferCustody', returnBy: '2026-12-31', returnedOn: null });
      expect(await receiver.person.call(returnLoan, { ...one(loan), returnedOn: '2026-02-01' })).toEqual({ refused: 'not-a-side' });
      const answers = await atOnce(10, () => giver.person.call(returnLoan, { ...one(loan), returnedOn: '2026-02-01' }));
      expect(outcomes(answers)).toEqual({ granted: 1, 'not-on-loan': 9 });
      expect(await read(loan)).toMatchObject({ state: 'confirmed', returnedOn: '2026-02-01' });
      expect((await told(loan)).at(-1)).toBe('loan.returned.v1');
    });

    it('that was taken back is none; until the other side has confirmed that, it is', async () => {
      const loan = await lend();
      const reversal = await giver.person.get(reverseContribution, { ...one(loan), reason: 'Pomyłka' });
      expect(reversal).toMatchObject({ action: 'transferCustody', returnBy: '2026-12-31' });
      await receiver.person.get(confirmContribution, one(reversal));
      expect(await giver.person.call(returnLoan, { ...one(loan), returnedOn: '2026-02-01' })).toEqual({ refused: 'not-on-loan' });
      expect(await giver.person.call(returnLoan, { ...one(reversal), returnedOn: '2026-02-01' })).toEqual({ refused: 'not-on-loan' });
      const another = await lend();
      await giver.person.get(reverseContribution, { ...one(another), reason: 'Pomyłka' });
      expect(await giver.person.get(returnLoan, { ...one(another), returnedOn: '2026-02-01' })).toMatchObject({ returnedOn: '2026-02-01' });
    });
  });

  it('fulfil their pledge when they are confirmed, and no longer when that is taken back', async () => {
    const pledge = await giver.person.get(proposePledge, { clusterId, receiver: { memberId: receiver.memberId }, category: 'care', quantity: { value: '4', unit: 'h' }, by: nextYear() });
    const given = async () => (await giver.person.get(readPledge, { clusterId, pledgeId: pledge.id })).given;
    expect(await giver.person.call(recordContribution, said({ pledgeId: pledge.id }))).toEqual({ refused: 'pledge-other' });
    await receiver.person.get(acceptPledge, { clusterId, pledgeId: pledge.id });
    expect(await giver.person.call(recordContribution, said({ pledgeId: pledge.id, category: 'tutoring' }))).toEqual({ refused: 'pledge-other' });
    expect(await giver.person.call(recordContribution, said({ pledgeId: newId() }))).toEqual({ refused: 'pledge-other' });
    const contribution = await record({ pledgeId: pledge.id, quantity: { value: '90', unit: 'min' } });
    expect(await given()).toBe('0');
    await receiver.person.get(confirmContribution, one(contribution));
    expect(await given()).toBe('1.5');
    const reversal = await giver.person.get(reverseContribution, { ...one(contribution), reason: 'Za dużo', correction: { category: 'care', quantity: { value: '1', unit: 'h' }, givenOn: '2026-01-15' } });
    expect(reversal).toMatchObject({ pledgeId: pledge.id });
    await receiver.person.get(confirmContribution, one(reversal));
    expect(await given()).toBe('0');
    await receiver.person.get(confirmContribution, one({ id: reversal.correction! }));
    expect(await given()).toBe('1');
    expect((await third.person.get(listContributions, { clusterId, pledgeId: pledge.id })).items.map(({ id }) => id).toSorted()).toEqual([contribution.id, reversal.id, reversal.correction!].toSorted());
  });

  it('declare a value by a rate table, and say by which', async () => {
    const { id: rateTableId } = await giver.person.get(openRateTable, { clusterId, name: 'Konkurs 2026', basis: 'Regulamin konkursu', validFrom: '2026-01-01', rates: [{ category: 'care', unit: 'h', rateMinor: 3_000 }] });
    expect(await record({ rateTableId })).toMatchObject({ declaredValue: { amountMinor: 7_500, currency: 'PLN', rateTableId, rateTableVersion: 1, rateMinor: 3_000, unit: 'h' } });
    expect(await giver.person.call(recordContribution, said({ rateTableId, givenOn: '2025-12-31' }))).toMatchObject({ refused: 'no-rate' });
    expect(await giver.person.call(recordContribution, said({ rateTableId, category: 'tutoring' }))).toMatchObject({ refused: 'no-rate' });
  });

  it('name their documents, each once', async () => {
    const [list, photo] = ['a', 'b'].map((letter) => ({ name: `${letter}.pdf`, sha256: letter.repeat(64) }));
    const contribution = await record({ evidence: [list!, photo!, { ...list!, name: 'kopia.pdf' }] });
    const rows = await bed.rows<{ sha256: string }>('SELECT sha256 FROM resources.contribution_evidence WHERE cluster_id = $1 AND contribution_id = $2 ORDER BY 1', [clusterId, contribution.id]);
    expect(rows.map(({ sha256 }) => sha256)).toEqual([list!.sha256, photo!.sha256]);
  });

  it('are listed by who gave, who received, kind, state and pledge', async () => {
    const [one1, other] = [await cluster.admit(), await cluster.admit()];
    const initiativeId = await cluster.initiative({ partners: [one1, other] });
    const record1 = (fields: Said) => one1.person.get(recordContribution, said({ receiver: { memberId: other.memberId }, ...fields }));
    const work = await record1({});
    const bread = await record1({ category: 'food', quantity: { value: '1', unit: 'kg' } });
    const shared = await record1({ receiver: { initiativeId } });
    await other.person.get(disputeContribution, { clusterId, contributionId: bread.id, reason: 'Nie' });
    const listed = async (filter: Partial<RequestInputOf<typeof listContributions>>) => (await third.person.get(listContributions, { clusterId, ...filter })).items.map(({ id }) => id);
    expect(await listed({ giver: one1.memberId })).toEqual([shared.id, bread.id, work.id]);
    expect(await listed({ memberId: other.memberId })).toEqual([bread.id, work.id]);
    expect(await listed({ initiativeId })).toEqual([shared.id]);
    expect(await listed({ memberId: other.memberId, kind: 'material' })).toEqual([bread.id]);
    expect(await listed({ memberId: other.memberId, state: 'recorded' })).toEqual([work.id]);
    expect(await listed({ giver: one1.memberId, state: 'disputed' })).toEqual([bread.id]);
    expect(await listed({ pledgeId: newId() })).toEqual([]);
  });
});

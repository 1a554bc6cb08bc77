import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  confirmContribution, listPurseEntries, listPurses, payFromPurse, type Purse, type PurseEntry, readContribution, readPurse, readPurseEntry, type Refusal, reverseContribution, reversePayment,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { atOnce, eventually, outcomes, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';
import { type Gift, give, giveBack, recordGift } from '../testing/money.js';

/** What must hold of the money of initiatives when many act at the same moment, with two replicas of the service. */
describe('a purse', () => {
  let bed: Testbed;
  let cluster: Cluster;
  let clusterId: string;
  let sponsor: Side;
  let treasurer: Side;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    cluster = new Cluster(bed);
    clusterId = cluster.id;
    [sponsor, treasurer] = [await cluster.admit(), await cluster.admit()];
    await bed.settle();
  });

  afterAll(() => bed.stop());

  const giftTo = (initiativeId: string, amountMinor: number, fields: Partial<Gift> = {}): Gift => ({ clusterId, initiativeId, giver: sponsor, confirmer: treasurer, amountMinor, ...fields });
  const purseOf = async (initiativeId: string): Promise<Purse> => {
    const { items } = await treasurer.person.get(listPurses, { clusterId, initiativeId });
    expect(items).toHaveLength(1);
    return items[0]!;
  };
  /** It waits for its confirmation: answers its id. */
  const recorded = async (gift: Gift): Promise<string> => {
    const answer = await recordGift(gift);
    if ('refused' in answer) throw new Error(answer.refused);
    return answer.id;
  };
  /** The purse of a new initiative with so much in it. */
  const filled = async (amountMinor: number): Promise<Purse> => {
    const initiativeId = await cluster.initiative({ partners: [treasurer, sponsor] });
    expect(await give(giftTo(initiativeId, amountMinor))).toMatchObject({ state: 'confirmed' });
    return purseOf(initiativeId);
  };
  const payment = (purse: Purse, amountMinor: number) => ({ clusterId, purseId: purse.id, amountMinor, payee: 'Drukarnia', purpose: 'Plakaty', paidOn: '2026-01-20', evidence: [{ name: 'faktura 12.pdf', sha256: 'b'.repeat(64) }] });
  const pay = (purse: Purse, amountMinor: number): Promise<PurseEntry | Refusal> => treasurer.person.call(payFromPurse, payment(purse, amountMinor));
  const paid = async (purse: Purse, amountMinor: number) => treasurer.person.get(payFromPurse, payment(purse, amountMinor));
  const entriesOf = async ({ id: purseId }: Purse) => (await treasurer.person.get(listPurseEntries, { clusterId, purseId, limit: 200 })).items;
  const balanceOf = async ({ id: purseId }: Purse) => (await treasurer.person.get(readPurse, { clusterId, purseId })).balanceMinor;

  it('opens with the first money that is confirmed, and money goes out with its document', async () => {
    const initiativeId = await cluster.initiative({ partners: [treasurer, sponsor] });
    const contributionId = await recorded(giftTo(initiativeId, 50_000));
    expect((await treasurer.person.get(listPurses, { clusterId, initiativeId })).items).toEqual([]);
    await treasurer.person.get(confirmContribution, { clusterId, contributionId });
    const purse = await purseOf(initiativeId);
    expect(purse).toMatchObject({ version: 2, initiativeId, currency: 'PLN', balanceMinor: 50_000 });
    const entry = await paid(purse, 20_000);
    expect(entry).toMatchObject({ number: 2, kind: 'payment', amountMinor: -20_000, balanceMinor: 30_000, payee: 'Drukarnia', memberId: null, recordedBy: treasurer.memberId, evidence: [{ name: 'faktura 12.pdf' }] });
    expect(await treasurer.person.get(readPurseEntry, { clusterId, purseId: purse.id, entryId: entry.id })).toEqual(entry);
    expect(await treasurer.person.get(readPurse, { clusterId, purseId: purse.id })).toEqual({ ...purse, version: 3, balanceMinor: 30_000 });
    expect(await entriesOf(purse)).toMatchObject([{ number: 2, id: entry.id }, { number: 1, kind: 'contribution', contributionId, memberId: sponsor.memberId, recordedBy: treasurer.memberId, paidOn: '2026-01-15' }]);
    const told = await bed.rows<{ type: string; version: number }>('SELECT type, subject_version AS version FROM resources.journal WHERE subject = $1 ORDER BY subject_version', [purse.id]);
    expect(told.map(({ type }) => type.split('.').slice(1, 3).join('.'))).toEqual(['purse.opened', 'purse.entry-made', 'purse.entry-made']);
  });

  it('is one for each currency', async () => {
    const purse = await filled(10_000);
    await give(giftTo(purse.initiativeId, 700, { currency: 'EUR' }));
    const { items } = await treasurer.person.get(listPurses, { clusterId, initiativeId: purse.initiativeId });
    expect(items.map(({ currency, balanceMinor }) => [currency, balanceMinor])).toEqual([['PLN', 10_000], ['EUR', 700]]);
  });

  it('pays by its partners, to a member or to somebody outside, not before the day has come', async () => {
    const purse = await filled(10_000);
    const third = await cluster.admit();
    const reader = await cluster.admit({ scopes: ['contribute', 'read'] });
    expect(await third.person.call(payFromPurse, payment(purse, 100))).toEqual({ refused: 'not-partner-of-receiver' });
    expect(await reader.person.call(payFromPurse, payment(purse, 100))).toEqual({ refused: 'forbidden' });
    const { payee: _, ...open } = payment(purse, 100);
    const refused = [open, { ...open, payee: 'Sklep', memberId: third.memberId }, { ...open, memberId: newId() }, { ...open, payee: 'Sklep', paidOn: '2099-01-01' }];
    for (const request of refused) expect(await treasurer.person.call(payFromPurse, request)).toEqual({ refused: 'payee-unfit' });
    expect(await treasurer.person.get(payFromPurse, { ...open, memberId: third.memberId })).toMatchObject({ memberId: third.memberId, payee: null, balanceMinor: 9_900 });
    expect(await treasurer.person.call(payFromPurse, payment(purse, 9_901))).toEqual({ refused: 'purse-too-low' });
  });

  it('pays at once by who has just become a partner, to who has just been admitted', async () => {
    const newcomer = await cluster.admit();
    const initiativeId = await cluster.initiative({ partners: [treasurer, newcomer] });
    await give(giftTo(initiativeId, 500));
    const purse = await purseOf(initiativeId);
    const { payee: _, ...open } = payment(purse, 100);
    for (let turn = 0; turn < 5; turn += 1) {
      const paidMember = await cluster.admit();
      expect(await newcomer.person.call(payFromPurse, { ...open, memberId: paidMember.memberId })).toMatchObject({ memberId: paidMember.memberId });
    }
  });

  it('takes everything in that thirty-two confirm at once, the first of which opens it: nobody is refused because it is busy', async () => {
    const initiativeId = await cluster.initiative({ partners: [treasurer, sponsor] });
    const waiting = await atOnce(32, (turn) => recorded(giftTo(initiativeId, 100 + turn)));
    const answers = await atOnce(32, (turn) => treasurer.person.call(confirmContribution, { clusterId, contributionId: waiting[turn]! }));
    expect(outcomes(answers)).toEqual({ granted: 32 });
    const purse = await purseOf(initiativeId);
    expect(purse).toMatchObject({ version: 33, balanceMinor: 32 * 100 + (31 * 32) / 2 });
    expect((await entriesOf(purse)).map(({ number }) => number)).toEqual(Array.from({ length: 32 }, (_, place) => 32 - place));
  });

  it('of two initiatives takes in what a new sponsor gives to both at once', async () => {
    const purses = [await filled(1), await filled(1)];
    for (let turn = 0; turn < 5; turn += 1) {
      const giver = await cluster.admit();
      const gifts = purses.flatMap(({ initiativeId }) => [1, 2, 3].map((amountMinor) => giftTo(initiativeId, amountMinor, { giver, currency: turn % 2 ? 'PLN' : 'CZK' })));
      expect(outcomes(await Promise.all(gifts.map(give)))).toEqual({ granted: 6 });
    }
  });

  it('pays as often as there is money in it, however many ask at once', async () => {
    const purse = await filled(1_000);
    expect(outcomes(await atOnce(40, () => pay(purse, 90)))).toEqual({ granted: 11, 'purse-too-low': 29 });
    expect(await balanceOf(purse)).toBe(10);
  });

  it('takes a contribution in once, however many confirm it', async () => {
    const purse = await filled(100);
    const contributionId = await recorded(giftTo(purse.initiativeId, 50));
    expect(outcomes(await atOnce(50, () => treasurer.person.call(confirmContribution, { clusterId, contributionId })))).toEqual({ granted: 1, 'already-settled': 49 });
    expect(await balanceOf(purse)).toBe(150);
  });

  it('gives a contribution back while it has the money, and stays above zero', async () => {
    const purse = await filled(100);
    const gift = giftTo(purse.initiativeId, 60);
    const contributionId = await recorded(gift);
    await treasurer.person.get(confirmContribution, { clusterId, contributionId });
    const spent = await paid(purse, 101);
    const reversal = await sponsor.person.get(reverseContribution, { clusterId, contributionId, reason: 'Pomyłka' });
    expect(await treasurer.person.call(confirmContribution, { clusterId, contributionId: reversal.id })).toEqual({ refused: 'money-spent' });
    expect(await treasurer.person.get(readContribution, { clusterId, contributionId: reversal.id })).toMatchObject({ state: 'recorded' });
    await treasurer.person.get(reversePayment, { clusterId, purseId: purse.id, entryId: spent.id, reason: 'Zwrot towaru' });
    await treasurer.person.get(confirmContribution, { clusterId, contributionId: reversal.id });
    expect(await balanceOf(purse)).toBe(100);
    const [last] = await entriesOf(purse);
    expect(last).toMatchObject({ kind: 'reversal', amountMinor: -60, contributionId: reversal.id, memberId: sponsor.memberId });
    expect(await treasurer.person.get(readPurseEntry, { clusterId, purseId: purse.id, entryId: last!.reversalOf! })).toMatchObject({ contributionId, reversedBy: last!.id });
  });

  it('has the money for a payment or for giving it back, whoever is quicker', async () => {
    for (let turn = 0; turn < 6; turn += 1) {
      const purse = await filled(100);
      const [{ contributionId }] = (await entriesOf(purse)) as [PurseEntry];
      const [paidOut, back] = await Promise.all([pay(purse, 1), giveBack(giftTo(purse.initiativeId, 100), contributionId!)]);
      expect([outcomes([paidOut, back])['granted'], await balanceOf(purse)]).toEqual([1, 'refused' in paidOut ? 0 : 99]);
    }
  });

  it('takes a payment back once, however many ask, and nothing else', async () => {
    const purse = await filled(500);
    const { id: entryId } = await paid(purse, 300);
    const back = (id: string) => treasurer.person.call(reversePayment, { clusterId, purseId: purse.id, entryId: id, reason: 'Pomyłka' });
    const answers = await atOnce(20, () => back(entryId));
    expect(outcomes(answers)).toEqual({ granted: 1, 'entry-not-reversible': 19 });
    const [reversal, , contribution] = await entriesOf(purse);
    expect(reversal).toMatchObject({ kind: 'reversal', amountMinor: 300, balanceMinor: 500, reversalOf: entryId, purpose: 'Pomyłka' });
    for (const { id } of [reversal!, contribution!]) expect(await back(id)).toEqual({ refused: 'entry-not-reversible' });
    expect(await sponsor.person.call(reversePayment, { clusterId, purseId: purse.id, entryId: newId(), reason: 'x' })).toEqual({ refused: 'not-found' });
  });

  it('does a payment once for an Idempotency-Key, and only from the version that was read where one is named', async () => {
    const purse = await filled(500);
    const answers = await atOnce(8, () => treasurer.person.send(payFromPurse, payment(purse, 100), { idempotencyKey: 'platnosc-1' }));
    expect(new Set(answers.map((answer) => JSON.stringify('body' in answer && answer.body))).size).toBe(1);
    expect(await balanceOf(purse)).toBe(400);
    expect(await treasurer.person.call(payFromPurse, payment(purse, 100), { expectedVersion: 2 })).toEqual({ refused: 'stale-version' });
  });

  it('is read page by page, newest entry first, by members of its cluster alone', async () => {
    const purse = await filled(1_000);
    for (let turn = 0; turn < 4; turn += 1) await paid(purse, 10);
    const numbers: number[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await sponsor.person.get(listPurseEntries, { clusterId, purseId: purse.id, limit: 2, cursor });
      numbers.push(...page.items.map(({ number }) => number));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(numbers).toEqual([5, 4, 3, 2, 1]);
    const elsewhere = new Cluster(bed);
    const stranger = await elsewhere.admit();
    const [{ id: entryId }] = (await entriesOf(purse)) as [PurseEntry];
    expect(await stranger.person.call(readPurse, { clusterId, purseId: purse.id })).toEqual({ refused: 'forbidden' });
    const theirs = { clusterId: elsewhere.id, purseId: purse.id };
    expect(await stranger.person.call(readPurse, theirs)).toEqual({ refused: 'not-found' });
    expect(await stranger.person.call(listPurseEntries, theirs)).toEqual({ refused: 'not-found' });
    expect(await stranger.person.call(readPurseEntry, { ...theirs, entryId })).toEqual({ refused: 'not-found' });
    expect(await stranger.person.call(payFromPurse, { ...payment(purse, 1), clusterId: elsewhere.id })).toEqual({ refused: 'not-found' });
    expect(await stranger.person.call(reversePayment, { ...theirs, entryId, reason: 'x' })).toEqual({ refused: 'not-found' });
    expect((await stranger.person.get(listPurses, { clusterId: elsewhere.id })).items).toEqual([]);
  });

  it('takes in what silence confirms, recorded by nobody; and gives nothing back by silence that is spent', async () => {
    const quiet = new Cluster(bed);
    await quiet.make({ confirmationDays: 14 });
    const [giver, partner] = [await quiet.admit(), await quiet.admit()];
    const initiativeId = await quiet.initiative({ partners: [partner, giver] });
    const gift: Gift = { clusterId: quiet.id, initiativeId, giver, confirmer: partner, amountMinor: 800 };
    const contributionId = await recorded(gift);
    const open = async () => (await partner.person.get(listPurses, { clusterId: quiet.id, initiativeId })).items[0];
    bed.clock.turn({ days: 16 });
    const purse = await eventually(open, () => 'silence has not confirmed it');
    const request = { clusterId: quiet.id, purseId: purse.id };
    expect((await partner.person.get(listPurseEntries, request)).items).toMatchObject([{ kind: 'contribution', amountMinor: 800, contributionId, recordedBy: null }]);

    await partner.person.get(payFromPurse, { ...payment(purse, 10), ...request });
    const reversal = await giver.person.get(reverseContribution, { clusterId: quiet.id, contributionId, reason: 'Pomyłka' });
    const second = await recorded({ ...gift, amountMinor: 5 });
    bed.clock.turn({ days: 16 });
    const afterSecond = () => giver.person.get(readContribution, { clusterId: quiet.id, contributionId: second });
    await eventually(async () => ((await afterSecond()).state === 'confirmed' ? true : undefined), () => 'silence has not confirmed the second');
    expect((await partner.person.get(readPurse, request)).balanceMinor).toBe(795);
    expect(await giver.person.get(readContribution, { clusterId: quiet.id, contributionId: reversal.id })).toMatchObject({ state: 'recorded' });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  addCategory, cancelPledge, disputeContribution, importContributions, listContributions, listNeedMatches, listNeeds, listPledges, listPurseEntries, listPurses, listRemarks, makeOffer, openRateTable, payFromPurse,
  readContribution, readNeed, readPledge, readPurse, recordBatch, recordContribution, reverseContribution,
} from '@klaster/contracts';
import { atOnce, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { granted, type Seat, sharedInitiative } from '../testing/shared.js';

type Scene = Awaited<ReturnType<typeof sharedInitiative>>;

/** Members of another cluster act on an initiative in which theirs takes part, under their own path: all of it stands in its home. */
describe('an initiative across clusters', () => {
  let bed: Testbed;
  let scene: Scene;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    scene = await sharedInitiative(bed);
  });

  afterAll(() => bed.stop());

  const idsOf = ({ items }: { readonly items: readonly { readonly id: string }[] }) => items.map(({ id }) => id);
  const toldOf = async (subject: string) =>
    (await bed.rows<{ cluster_id: string; envelope: string }>('SELECT cluster_id, envelope FROM resources.journal WHERE subject = $1 ORDER BY subject_version', [subject])).map(({ cluster_id: clusterId, envelope }) => {
      const { type, memberid, data } = JSON.parse(envelope) as { type: string; memberid: string; data: { clusterId: string; giverClusterId?: string } };
      return { where: [clusterId, data.clusterId], type: type.replace('resources.', ''), memberid, giverClusterId: data.giverClusterId };
    });

  it('is given to, confirmed and reversed by either cluster, and counts for the one of the giver', async () => {
    const { home, guest, ania, adam, bartek, beata, shared } = scene;
    const answer = await bartek.person.send(recordContribution, { clusterId: guest.id, receiver: { initiativeId: shared.initiativeId }, category: 'driving', quantity: { value: '2', unit: 'h' }, givenOn: '2026-01-15' });
    if ('refusal' in answer) throw new Error(answer.refusal.refused);
    const given = JSON.parse(Buffer.from(answer.body).toString()) as { id: string };
    expect(answer.location).toBe(`/v1/clusters/${guest.id}/contributions/${given.id}`);
    granted(await shared.confirm(ania, given));
    expect(await toldOf(given.id)).toEqual([
      { where: [home.id, home.id], type: 'contribution.recorded.v3', memberid: bartek.memberId, giverClusterId: guest.id },
      { where: [home.id, home.id], type: 'contribution.confirmed.v2', memberid: ania.memberId, giverClusterId: undefined },
    ]);
    const byHome = granted(await shared.record(adam));
    expect(await shared.confirm(bartek, byHome)).toMatchObject({ state: 'confirmed', confirmedBy: bartek.memberId, clusterId: home.id });
    const [forBartek, byBeata] = [granted(await shared.record(ania, { giver: bartek.memberId })), granted(await shared.record(beata))];
    expect(await shared.record(ania, { giver: beata.memberId })).toMatchObject({ refused: 'unknown-giver' });
    const reversal = await ania.person.get(reverseContribution, { clusterId: home.id, contributionId: forBartek.id, reason: 'Pomyłka', correction: { category: 'driving', quantity: { value: '1', unit: 'h' }, givenOn: '2026-01-15' } });
    const counts = async (id: string) => (await toldOf(id))[0]!.giverClusterId;
    expect(await Promise.all([byHome, forBartek, byBeata, reversal, { id: reversal.correction! }].map(({ id }) => counts(id)))).toEqual([home.id, guest.id, guest.id, guest.id, guest.id]);
    expect(await bed.rows('SELECT DISTINCT cluster_id FROM resources.contribution WHERE receiver_initiative = $1', [shared.initiativeId])).toEqual([{ cluster_id: home.id }]);
  });

  it('is disputed across clusters, and waits by the charter of the home', async () => {
    const { home, guest, ania, bartek, shared } = await sharedInitiative(bed);
    await home.make({ confirmationDays: 3 });
    await guest.make({ confirmationDays: 60 });
    await bed.settle();
    const { id: contributionId, confirmBy } = granted(await shared.record(bartek));
    expect((Date.parse(confirmBy!) - Date.parse(bed.clock.now())) / 86_400_000).toBeLessThan(4.1);
    await ania.person.get(disputeContribution, { clusterId: home.id, contributionId, reason: 'Nie tyle' });
    expect((await bartek.person.get(listRemarks, { clusterId: guest.id, contributionId })).items).toMatchObject([{ memberId: ania.memberId, text: 'Nie tyle' }]);
  });

  it('has its money in a purse of its home, into which and from which partners of both pay', async () => {
    const { home, guest, ania, bartek, beata, shared } = scene;
    granted(await shared.confirm(ania, granted(await shared.give(bartek, 10_000))));
    const { items: [purse] } = await bartek.person.get(listPurses, { clusterId: guest.id, initiativeId: shared.initiativeId });
    expect(purse).toMatchObject({ clusterId: home.id, balanceMinor: 10_000 });
    const paid = await bartek.person.get(payFromPurse, { clusterId: guest.id, purseId: purse!.id, amountMinor: 4_000, memberId: bartek.memberId, purpose: 'Paliwo', paidOn: '2026-01-20' });
    expect(paid).toMatchObject({ balanceMinor: 6_000, memberId: bartek.memberId });
    expect(await beata.person.call(payFromPurse, { clusterId: guest.id, purseId: purse!.id, amountMinor: 1, payee: 'Sklep', purpose: 'Paliwo', paidOn: '2026-01-20' })).toMatchObject({ refused: 'not-partner-of-receiver' });
    expect((await bartek.person.get(listPurseEntries, { clusterId: guest.id, purseId: purse!.id })).items).toHaveLength(2);
    expect(await bed.rows('SELECT DISTINCT cluster_id FROM resources.account WHERE holder_id = ANY ($1)', [[purse!.id, bartek.memberId]])).toEqual([{ cluster_id: home.id }]);
  });

  it('looks for something and is promised it across clusters; a promise names no offer', async () => {
    const { guest, ania, bartek, beata, shared, home } = scene;
    const need = granted(await shared.raise(bartek));
    expect(need).toMatchObject({ clusterId: home.id, raisedBy: bartek.memberId });
    expect(await shared.raise(beata)).toMatchObject({ refused: 'not-partner-of-receiver' });
    const pledge = granted(await shared.promise(beata, { needId: need.id, receiver: undefined }));
    expect(await shared.accept(ania, pledge)).toMatchObject({ state: 'accepted', giver: beata.memberId, clusterId: home.id });
    const given = granted(await shared.record(beata, { pledgeId: pledge.id }));
    granted(await shared.confirm(bartek, given));
    expect(await beata.person.get(readNeed, { clusterId: guest.id, needId: need.id })).toMatchObject({ state: 'partly-met', promised: '4', given: '2' });
    expect(await beata.person.get(readPledge, { clusterId: guest.id, pledgeId: pledge.id })).toMatchObject({ state: 'partly-fulfilled', given: '2' });
    const byHome = granted(await shared.promise(ania));
    expect(await shared.accept(bartek, byHome)).toMatchObject({ state: 'accepted', acceptedBy: bartek.memberId });
    const offers = await Promise.all([bartek, ania].map(({ person, clusterId }) => person.get(makeOffer, { clusterId, category: 'driving', title: 'Dyżur', quantity: { value: '8', unit: 'h' }, publish: true })));
    for (const { id: offerId } of offers) {
      for (const asked of [{ offerId }, { offerId, needId: need.id }, { offerId, needId: need.id, receiver: undefined }]) {
        expect(await shared.promise(bartek, asked)).toMatchObject({ refused: 'pledge-unfit', parameters: { field: 'offerId' } });
      }
    }
    expect(await shared.promise(ania, { offerId: offers[1]!.id })).toMatchObject({ state: 'proposed' });
  });

  it('takes batches whose lines are all for it; what else they name there is not known', async () => {
    const { guest, adam, ania, bartek, shared, ofHome } = scene;
    const line = (initiativeId: string) => ({ receiver: { initiativeId }, category: 'driving', quantity: { value: '1', unit: 'h' }, givenOn: '2026-01-15' });
    const record = (...ids: string[]) => bartek.person.get(recordBatch, { clusterId: guest.id, lines: ids.map(line) });
    expect(await record(shared.initiativeId, shared.initiativeId)).toMatchObject({ recorded: 2, faults: [] });
    expect((await record(shared.initiativeId, ofHome.initiativeId)).faults.map(({ code }) => code)).toEqual(['unknown-receiver', 'unknown-receiver']);
    const csv = (receiver: string) => `data;kategoria;ilość;jednostka;odbiorca\n15.01.2026;driving;1;h;${receiver}\n`;
    const read = (receiver: string) => bartek.person.get(importContributions, { clusterId: guest.id, csv: csv(receiver), receiver: { initiativeId: shared.initiativeId } });
    expect(await read('')).toMatchObject({ recorded: 1, faults: [] });
    for (const other of [ofHome.initiativeId, adam.memberId, ania.memberId, 'Wspólny ogród', 'Podmiot']) expect((await read(other)).faults.map(({ code }) => code)).toEqual(['unknown-receiver']);
  });

  it('is all that its guests see of its home, and those who take no part see nothing', async () => {
    const { home, guest, third, ania, adam, bartek, celina, shared, ofHome } = scene;
    const [given, need, pledge] = [granted(await ofHome.give(adam, 500)), granted(await ofHome.raise(ania)), granted(await ofHome.promise(adam))];
    granted(await ofHome.confirm(ania, given));
    const toMember = granted(await shared.record(adam, { receiver: { memberId: ania.memberId } }));
    const [purse] = (await ania.person.get(listPurses, { clusterId: home.id, initiativeId: ofHome.initiativeId })).items;
    const seen = granted(await shared.record(bartek));
    const here = { clusterId: guest.id };
    const asks = ({ person, clusterId }: Seat) => [
      person.call(readContribution, { clusterId, contributionId: given.id }), person.call(readContribution, { clusterId, contributionId: toMember.id }), person.call(readNeed, { clusterId, needId: need.id }),
      person.call(readPledge, { clusterId, pledgeId: pledge.id }), person.call(readPurse, { clusterId, purseId: purse!.id }), person.call(cancelPledge, { clusterId, pledgeId: pledge.id, reason: 'x' }),
      person.call(listNeedMatches, { clusterId, needId: need.id }), person.call(disputeContribution, { clusterId, contributionId: toMember.id, reason: 'x' }), person.call(listRemarks, { clusterId, contributionId: toMember.id }),
    ];
    for (const seat of [bartek, celina]) expect(await Promise.all(asks(seat))).toEqual(asks(seat).map(() => ({ refused: 'not-found' })));
    expect(await celina.person.call(readContribution, { clusterId: third.id, contributionId: seen.id })).toEqual({ refused: 'not-found' });
    expect(await celina.person.call(readContribution, { clusterId: guest.id, contributionId: seen.id })).toEqual({ refused: 'forbidden' });
    expect(await bartek.person.call(readContribution, { clusterId: home.id, contributionId: seen.id })).toEqual({ refused: 'forbidden' });
    // No filter beside the initiative widens what is listed, and none without it shows anything of the home.
    const only = { ...here, initiativeId: shared.initiativeId };
    expect(idsOf(await bartek.person.get(listContributions, { ...only, giver: adam.memberId }))).not.toContain(given.id);
    expect(idsOf(await bartek.person.get(listContributions, only))).toEqual(idsOf(await ania.person.get(listContributions, { ...only, clusterId: home.id })));
    const empty = await Promise.all([
      bartek.person.get(listContributions, { ...only, memberId: ania.memberId }), bartek.person.get(listContributions, { ...here, giver: adam.memberId }), bartek.person.get(listContributions, { ...here, initiativeId: ofHome.initiativeId }),
      bartek.person.get(listPledges, { ...only, needId: need.id }), bartek.person.get(listPledges, { ...here, needId: need.id }), bartek.person.get(listPledges, { ...here, initiativeId: ofHome.initiativeId }),
      bartek.person.get(listNeeds, { ...here, initiativeId: ofHome.initiativeId }), bartek.person.get(listPurses, { ...here, initiativeId: ofHome.initiativeId }), bartek.person.get(listContributions, { ...here, pledgeId: pledge.id }),
      celina.person.get(listContributions, { clusterId: third.id, initiativeId: shared.initiativeId }), celina.person.get(listNeeds, { clusterId: third.id, initiativeId: shared.initiativeId }),
    ]);
    for (const { items } of empty) expect(items).toEqual([]);
    expect(idsOf(await bartek.person.get(listNeeds, here))).toEqual([]);
    for (const refusal of [await ofHome.record(bartek), await ofHome.promise(bartek), await ofHome.raise(bartek), await shared.record(celina), await shared.promise(celina), await shared.raise(celina)]) expect(refusal).toMatchObject({ refused: 'unknown-receiver' });
    expect(await shared.record(bartek, { receiver: { memberId: adam.memberId } })).toMatchObject({ refused: 'unknown-receiver' });
    expect(await shared.promise(bartek, { needId: need.id })).toEqual({ refused: 'not-found' });
    expect(await shared.record(bartek, { pledgeId: pledge.id, giver: adam.memberId })).toMatchObject({ refused: 'pledge-other' });
  });

  it('shows none of the rates and offers that its home keeps to itself', async () => {
    const { home, ania, bartek, shared } = scene;
    const { id: rateTableId } = await ania.person.get(openRateTable, { clusterId: home.id, name: 'Stawki', basis: 'Konkurs', validFrom: '2026-01-01', rates: [{ category: 'driving', unit: 'h', rateMinor: 3_000 }] });
    expect(await shared.record(bartek, { rateTableId })).toMatchObject({ refused: 'no-rate' });
    expect(await shared.record(ania, { giver: bartek.memberId, rateTableId })).toMatchObject({ declaredValue: { amountMinor: 6_000 } });
    const kept = await ania.person.get(makeOffer, { clusterId: home.id, category: 'cooking', title: 'Gotowanie', quantity: { value: '8', unit: 'h' }, publish: true });
    const open = await ania.person.get(makeOffer, { clusterId: home.id, category: 'cooking', title: 'Gotowanie', quantity: { value: '8', unit: 'h' }, visibility: 'federation', publish: true });
    const need = granted(await shared.raise(bartek, { category: 'cooking', title: 'Gotowanie' }));
    const matched = async ({ person, clusterId }: Seat) => (await person.get(listNeedMatches, { clusterId, needId: need.id })).items.map(({ offerId }) => offerId).filter((id) => id === kept.id || id === open.id).toSorted();
    expect(await matched(ania)).toEqual([kept.id, open.id].toSorted());
    expect(await matched(bartek)).toEqual([open.id]);
    await ania.person.get(addCategory, { clusterId: home.id, code: 'x-beekeeping', kind: 'human', name: { pl: 'Pszczelarstwo', en: 'Beekeeping' }, units: ['h'] });
    const bees = granted(await shared.raise(ania, { category: 'x-beekeeping', title: 'Pasieka' }));
    expect(await shared.promise(bartek, { needId: bees.id, category: undefined })).toMatchObject({ category: 'x-beekeeping' });
  });

  it('is left by a cluster, which sees what was, and gives and promises nothing new', async () => {
    const { home, guest, ania, bartek, beata, initiativeId, shared } = await sharedInitiative(bed);
    const [given, pledge] = [granted(await shared.record(bartek)), granted(await shared.promise(beata))];
    await home.decide(initiativeId, guest, 'leaving');
    await bed.settle();
    expect(await shared.confirm(ania, given)).toMatchObject({ state: 'confirmed' });
    granted(await shared.record(bartek));
    await home.part(initiativeId, bartek);
    await home.bidFarewell(initiativeId, guest);
    await bed.settle();
    for (const refusal of [await shared.record(bartek), await shared.promise(beata), await shared.record(ania, { giver: bartek.memberId })]) expect(['unknown-receiver', 'unknown-giver']).toContain((refusal as { refused: string }).refused);
    expect(await shared.raise(bartek)).toMatchObject({ refused: 'not-partner-of-receiver' });
    expect(await bartek.person.get(readContribution, { clusterId: guest.id, contributionId: given.id })).toMatchObject({ state: 'confirmed' });
    expect(await beata.person.get(cancelPledge, { clusterId: guest.id, pledgeId: pledge.id, reason: 'Odchodzimy' })).toMatchObject({ state: 'cancelled' });
    const reversal = await bartek.person.get(reverseContribution, { clusterId: guest.id, contributionId: given.id, reason: 'Pomyłka' });
    expect((await toldOf(reversal.id))[0]).toMatchObject({ where: [home.id, home.id], giverClusterId: guest.id });
  });

  it('keeps each to its own, however those of several clusters are mixed', async () => {
    const [one, two] = await Promise.all([sharedInitiative(bed), sharedInitiative(bed)]);
    // Each of two is a guest of the other.
    await one.home.decide(one.initiativeId, two.home);
    await two.home.decide(two.initiativeId, one.home);
    await bed.settle();
    const seats = [one.ania, one.bartek, two.ania, two.bartek, one.celina];
    const things = [
      { shared: one.shared, home: one.home.id, seen: [one.ania, one.bartek, two.ania] }, { shared: two.shared, home: two.home.id, seen: [two.ania, two.bartek, one.ania] },
      { shared: one.ofHome, home: one.home.id, seen: [one.ania] }, { shared: two.ofHome, home: two.home.id, seen: [two.ania] },
    ];
    const wrong: unknown[] = [];
    const ask = async (turn: number) => {
      const seat = seats[turn % seats.length]!;
      const { shared, home, seen } = things[Math.floor(turn / seats.length) % things.length]!;
      const recorded = await shared.record(seat);
      const allowed = seen.includes(seat);
      if ('refused' in recorded ? allowed || recorded.refused !== 'unknown-receiver' : !allowed || recorded.clusterId !== home) wrong.push([turn, recorded]);
      if ('refused' in recorded) return;
      const other = seats[(turn + 1 + Math.floor(turn / 20)) % seats.length]!;
      const read = await other.person.call(readContribution, { clusterId: other.clusterId, contributionId: recorded.id });
      if ('refused' in read === seen.includes(other)) wrong.push([turn, read]);
    };
    for (let wave = 0; wave < 4; wave += 1) await atOnce(100, (turn) => ask(100 * wave + turn));
    expect(wrong).toEqual([]);
    const misplaced = await bed.rows(
      `SELECT c.id FROM resources.contribution c JOIN resources.directory_initiative i ON i.id = c.receiver_initiative JOIN resources.journal j ON j.subject = c.id WHERE c.cluster_id <> i.cluster_id OR j.cluster_id <> c.cluster_id`,
    );
    expect(misplaced).toEqual([]);
    expect(await bed.rows('SELECT type, reason FROM resources.parked_event')).toEqual([]);
  }, 60_000);
});

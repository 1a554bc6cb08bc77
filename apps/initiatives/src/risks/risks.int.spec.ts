import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { changeRisk, closeRisk, listCosts, listRisks, nameRisk, readRisk, recordOccurrence, reverseCost, type Risk } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { daysLater } from '@klaster/service-kit';
import { atOnce, outcomes, standIn, Testbed } from '@klaster/testing';
import { initiatives } from '../initiatives.module.js';
import type { Member } from '../testing/members.js';
import { Money } from '../testing/money.js';
import { admitAll, type InInitiative, run } from '../testing/running.js';

/** Risks in a service with two replicas. */
describe('risks', () => {
  let bed: Testbed;
  let one: Member, two: Member, stranger: Member;
  let here: InInitiative;
  let money: Money;
  const clusterId = newId();
  const said = () => ({ title: 'Ulewa', description: 'Deszcz w dniu festynu', likelihood: 3, impact: 4, exposure: { amountMinor: 100_000, currency: 'PLN' }, owner: one.memberId, response: 'share' as const });

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('resources'));
    await bed.serve(initiatives, { replicas: 2 });
    [one, two, stranger] = (await admitAll(bed, clusterId, 3)) as [Member, Member, Member];
    here = await run(clusterId, [one, two]);
    money = new Money(bed, here);
  });

  afterAll(() => bed.stop());

  const name = (fields: object = {}): Promise<Risk> => one.person.get(nameRisk, { ...here, ...said(), ...fields });
  const occurs = ({ id: riskId }: Risk, by: Member, fields: object = {}) =>
    by.person.call(recordOccurrence, { ...here, riskId, occurredOn: money.today(), reason: 'Padało cały dzień', loss: { amountMinor: 40_001, currency: 'PLN' }, ...fields });
  const read = ({ id: riskId }: Risk) => stranger.person.get(readRisk, { ...here, riskId });

  it('are shown as they were named, and found again', async () => {
    const risk = await name();
    expect(risk).toMatchObject({ state: 'open', key: 'risks', version: 1, measures: null, costId: null });
    expect(await read(risk)).toEqual(risk);
    expect((await stranger.person.get(listRisks, { ...here, state: 'open' })).items).toContainEqual(risk);
    expect((await stranger.person.get(listRisks, { ...here, state: 'occurred' })).items).not.toContainEqual(risk);
    expect(await stranger.person.call(nameRisk, { ...here, ...said() })).toMatchObject({ refused: 'not-partner' });
    expect(await one.person.call(nameRisk, { ...here, ...said(), owner: stranger.memberId })).toMatchObject({ refused: 'cost-unfit', parameters: { field: 'owner' } });
  });

  it('are judged anew with the version that was read, and closed with the reason', async () => {
    const risk = await name();
    const change = (expectedVersion: number) => two.person.call(changeRisk, { ...here, riskId: risk.id, ...said(), likelihood: 1, owner: two.memberId }, { expectedVersion });
    expect(await change(1)).toMatchObject({ version: 2, likelihood: 1, owner: two.memberId });
    expect(await change(1)).toMatchObject({ refused: 'stale-version' });
    expect(await two.person.call(closeRisk, { ...here, riskId: risk.id, reason: 'Po festynie' })).toMatchObject({ state: 'closed', reason: 'Po festynie' });
    expect(await change(3)).toMatchObject({ refused: 'risk-ended', parameters: { state: 'closed' } });
    expect(await occurs(risk, one)).toMatchObject({ refused: 'risk-ended' });
  });

  it('that occur are a loss once, however many say so at once', async () => {
    const risk = await name({ key: 'costs' });
    const answers = await atOnce(20, (turn) => occurs(risk, turn % 2 ? one : two, { paidBy: two.memberId, document: 'Protokół 3' }));
    expect(outcomes(answers)).toEqual({ granted: 1, 'risk-ended': 19 });
    const losses = (await stranger.person.get(listCosts, { ...here, kind: 'loss' })).items.filter(({ riskId }) => riskId === risk.id);
    expect(losses).toMatchObject([{ kind: 'loss', amountMinor: 40_001, key: 'costs', paidBy: two.memberId, agreementNumber: 1, description: 'Ulewa' }]);
    expect(await read(risk)).toMatchObject({ state: 'occurred', costId: losses[0]!.id, reason: 'Padało cały dzień' });
  });

  it('may occur without a loss, not in the future, and a loss that cannot be entered leaves the risk open', async () => {
    const risk = await name();
    expect(await occurs(risk, one, { occurredOn: daysLater(money.today(), 1) })).toMatchObject({ refused: 'cost-unfit', parameters: { field: 'occurredOn' } });
    expect(await occurs(risk, one, { loss: { amountMinor: 5, currency: 'EUR' } })).toMatchObject({ refused: 'currency-other' });
    expect(await occurs(risk, one, { paidBy: stranger.memberId })).toMatchObject({ refused: 'cost-unfit' });
    expect((await read(risk)).state).toBe('open');
    expect(await occurs(risk, one, { loss: undefined })).toMatchObject({ state: 'occurred', costId: null });
  });

  it('whose loss was told wrong stay a loss of the same risk, by the same key', async () => {
    const { costId, id } = (await occurs(await name(), one)) as Risk;
    const correction = { amount: { amountMinor: 4_001, currency: 'PLN' }, incurredOn: money.today(), description: 'Zwrot biletów' };
    const corrected = await one.person.get(reverseCost, { ...here, costId: costId!, reason: 'Pomyłka w zerach', correction });
    expect(corrected).toMatchObject({ kind: 'loss', riskId: id, key: 'risks', amountMinor: 4_001, corrects: costId });
    expect(await one.person.call(reverseCost, { ...here, costId: corrected.id, reason: 'x', correction: { ...correction, kind: 'income' } })).toMatchObject({ refused: 'cost-unfit' });
  });
});

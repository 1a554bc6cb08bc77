import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { acceptPledge, confirmContribution, importContributions, listContributions, proposePledge, readContribution, readPledge, type RequestInputOf } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';

type Asked = Partial<RequestInputOf<typeof importContributions>>;

/** CSV files of contributions, as people have them, with two replicas of the service. */
describe('a file', () => {
  let bed: Testbed;
  let clusterId: string;
  let volunteer: Side;
  let school: Side;
  let garden: string;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
    const cluster = new Cluster(bed);
    clusterId = cluster.id;
    volunteer = await cluster.admit({ partyName: null });
    school = await cluster.admit({ partyName: 'Szkoła Podstawowa nr 5' });
    for (const partyName of ['Dwoje', 'Dwoje']) await cluster.admit({ partyName });
    garden = await cluster.initiative({ partners: [school, volunteer], title: 'Ogród społeczny „Łąka”' });
    await bed.settle();
  });

  afterAll(() => bed.stop());

  const header = 'data;kategoria;ilość;jednostka;odbiorca';
  const row = 'care;1;h;Szkoła Podstawowa nr 5';
  const take = (csv: string, asked: Asked = {}, by = volunteer) => by.person.call(importContributions, { clusterId, csv, ...asked }, { idempotencyKey: newId() });
  const taken = (csv: string, asked: Asked = {}, by = volunteer) => by.person.get(importContributions, { clusterId, csv, ...asked }, { idempotencyKey: newId() });
  const entriesOf = async (csv: string, asked: Asked = {}, by = volunteer) => {
    const { contributions, faults } = await taken(csv, asked, by);
    expect(faults).toEqual([]);
    return Promise.all(contributions.map(({ id }) => by.person.get(readContribution, { clusterId, contributionId: id })));
  };
  const faultsOf = async (csv: string, asked: Asked = {}, by = volunteer) => (await taken(csv, asked, by)).faults.map(({ line, field, code }) => [line, field, code]);

  it.each<[string, string, object]>([
    ['a day the Polish way', `${header}\n01.02.2026;${row}`, { givenOn: '2026-02-01' }],
    ['a short day', `${header}\n1.2.2026;${row}`, { givenOn: '2026-02-01' }],
    ['a period', `od;do;kategoria;ilość;jednostka;odbiorca\n2026-02-01;2026-02-10;${row}`, { givenOn: '2026-02-01', givenUntil: '2026-02-10' }],
    ['a decimal comma', `${header}\n2026-02-01;care;2,50;h;Szkoła Podstawowa nr 5`, { quantity: { value: '2.50', unit: 'h' } }],
    ['a category by its Polish name, without diacritics', `${header}\n2026-02-01;OPIEKA;1;h;Szkoła Podstawowa nr 5`, { category: 'care' }],
    ['a category by its English name', 'date,category,quantity,unit,receiver\n2026-02-01,Tutoring,1,h,szkola podstawowa nr 5', { category: 'tutoring' }],
    ['a unit by its name', `${header}\n2026-02-01;care;1;godzina;Szkoła Podstawowa nr 5`, { quantity: { value: '1', unit: 'h' } }],
    ['money with a normal space', 'data;kategoria;kwota;odbiorca\n2026-02-01;donation;1 234,50;Szkoła Podstawowa nr 5', { amount: { amountMinor: 123_450, currency: 'PLN' } }],
    ['money with a non-breaking space', 'data;kategoria;kwota;waluta;odbiorca\n2026-02-01;donation;1\u00a0234,50;EUR;Szkoła Podstawowa nr 5', { amount: { amountMinor: 123_450, currency: 'EUR' } }],
    ['money that no float can hold', 'data;kategoria;kwota;odbiorca\n2026-02-01;donation;1,10;Szkoła Podstawowa nr 5', { amount: { amountMinor: 110, currency: 'PLN' } }],
    ['a description with quotes and lines', `${header};opis\r\n2026-02-01;${row};"Dyżur ""nocny"";\r\ndo rana"\r\n`, { description: 'Dyżur "nocny";\ndo rana' }],
    ['what a formula would be elsewhere', `${header};opis\n2026-02-01;${row};"=1+1"`, { description: '=1+1' }],
  ])('says: %s', async (_, csv, expected) => expect(await entriesOf(csv)).toMatchObject([expected]));

  it('names who receives: a member or an initiative, by name or id; and who gave', async () => {
    const [member, initiative, memberId, initiativeId] = await entriesOf(`${header}\n${['SZKOŁA PODSTAWOWA  NR 5', 'ogrod spoleczny „laka”', school.memberId, garden.toUpperCase()].map((name) => `2026-02-01;care;1;h;${name}`).join('\n')}`);
    for (const entry of [member, memberId]) expect(entry?.receiver).toEqual({ memberId: school.memberId });
    for (const entry of [initiative, initiativeId]) expect(entry?.receiver).toEqual({ initiativeId: garden });
    const csv = `data;kategoria;ilość;jednostka;wnoszący\n2026-02-01;care;1;h;szkoła podstawowa nr 5\n2026-02-01;care;1;h;${volunteer.memberId}\n2026-02-01;care;1;h;`;
    const entries = await entriesOf(csv, { receiver: { initiativeId: garden } });
    expect(entries.map(({ giver, recordedBy }) => [giver, recordedBy])).toEqual([[school.memberId, volunteer.memberId], [volunteer.memberId, volunteer.memberId], [volunteer.memberId, volunteer.memberId]]);
    expect((await entriesOf(`${header}\n2026-02-01;care;1;h;Ogród społeczny „Łąka”`, { giver: volunteer.memberId }, school)).map(({ giver, recordedBy }) => [giver, recordedBy])).toEqual([[volunteer.memberId, school.memberId]]);
  });

  it('tells every fault by its line in the file and the column as it is called there', async () => {
    const csv = [
      'Dzień;Kategoria;Ilość;Jednostka;Opis;Odbiorca', // 1
      `2026-02-01;care;1;h;;Szkoła Podstawowa nr 5`, // 2: good
      '', // 3
      `30.02.2026;care;1;h;;Szkoła Podstawowa nr 5`, // 4
      `2026-02-01;care;jeden;h;"dwa`, // 5
      `wiersze";Szkoła Podstawowa nr 5`,
      `2026-02-01;care;1;kg;;Szkoła Podstawowa nr 5`, // 7
      `2026-02-01;księżyc;1;h;;Szkoła Podstawowa nr 5`, // 8
      `2199-01-01;care;1;h;;Szkoła Podstawowa nr 5`, // 9
      `2026-02-01;care;1;h;;Nikt taki`, // 10
      `2026-02-01;care;1;h;;Dwoje`, // 11
      `2026-02-01;care;0;h;;Szkoła Podstawowa nr 5`, // 12
      `wczoraj;;;;;`, // 13
      `2026-02-01;care;1;h;;Szkoła Podstawowa nr 5;nadmiar`, // 14
      `2026-02-01;care;1;;;${newId()}`, // 15
      `2026-02-01;care;1;h;${'x'.repeat(1_001)};Szkoła Podstawowa nr 5`, // 16
      `2026-02-01;care;1;h;;${newId()}`, // 17
    ].join('\n');
    const expected = [
      [4, 'Dzień', 'invalid'], [5, 'Ilość', 'invalid'], [7, 'Ilość', 'wrong-measure'], [8, 'Kategoria', 'unknown-category'], [9, 'Dzień', 'wrong-period'], [10, 'Odbiorca', 'unknown-receiver'], [11, 'Odbiorca', 'invalid'],
      [12, 'Ilość', 'invalid'], [13, 'Dzień', 'invalid'], [13, 'Kategoria', 'invalid'], [13, 'Odbiorca', 'invalid'], [14, null, 'invalid'], [15, 'Jednostka', 'invalid'], [16, 'Opis', 'invalid'], [17, 'Odbiorca', 'unknown-receiver'],
    ];
    expect(await faultsOf(csv, { dryRun: true })).toEqual(expected);
    const wet = await taken(csv, { allOrNothing: false });
    expect(wet).toMatchObject({ lines: 14, recorded: 1, contributions: [{ line: 2 }] });
    expect(wet.faults.map(({ line, field, code }) => [line, field, code])).toEqual(expected);
    expect(await taken(csv)).toMatchObject({ lines: 14, recorded: 0, contributions: [] });
    expect(wet.faults[6]).toMatchObject({ message: { pl: 'Tę nazwę nosi kilku: podaj identyfikator.', en: 'Several have this name: write the id.' } });
  });

  it('is refused as a whole where it cannot be read', async () => {
    expect(await take('data;kategoria;ilość\n2026-02-01;care;"1')).toMatchObject({ refused: 'csv-unreadable', parameters: { line: 2 } });
    expect(await take('data;kategoria;ilość;nastrój\n2026-02-01;care;1;dobry')).toMatchObject({ refused: 'csv-unreadable', parameters: { line: 1 } });
    expect(await take(`data;kategoria;ilość;jednostka\n${'2026-02-01;care;1;h\n'.repeat(1_001)}`)).toMatchObject({ refused: 'csv-unreadable', parameters: { line: 1_002 } });
  });

  it('fulfils the pledge that it is sent with', async () => {
    const pledge = await volunteer.person.get(proposePledge, { clusterId, receiver: { initiativeId: garden }, category: 'care', quantity: { value: '20', unit: 'h' }, by: `${Number(bed.clock.now().slice(0, 4)) + 1}-01-01` });
    await school.person.get(acceptPledge, { clusterId, pledgeId: pledge.id });
    const entries = await entriesOf('data;kategoria;ilość;jednostka\n2026-02-01;care;1,5;h\n2026-02-02;care;30;min', { pledgeId: pledge.id, receiver: { initiativeId: garden } });
    for (const { id } of entries) await school.person.get(confirmContribution, { clusterId, contributionId: id });
    expect(await school.person.get(readPledge, { clusterId, pledgeId: pledge.id })).toMatchObject({ given: '2', state: 'partly-fulfilled' });
    expect(await faultsOf('data;kategoria;ilość;jednostka\n2026-02-01;tutoring;1;h', { pledgeId: pledge.id, receiver: { initiativeId: garden } })).toEqual([[2, null, 'pledge-other']]);
  });

  it('knows at once who has just been admitted, by name too', async () => {
    const cluster = new Cluster(bed, clusterId);
    for (let turn = 0; turn < 5; turn += 1) {
      await cluster.admit({ partyName: `Nowi ${turn}` });
      expect(await taken(`${header}\n2026-02-01;care;1;h;nowi ${turn}`)).toMatchObject({ recorded: 1 });
    }
  });

  it('names nobody of another cluster', async () => {
    const other = new Cluster(bed);
    const stranger = await other.admit();
    await bed.settle();
    const { faults } = await stranger.person.get(importContributions, { clusterId: other.id, csv: `${header}\n2026-02-01;${row}\n2026-02-01;care;1;h;${garden}` });
    expect(faults.map(({ line, code }) => [line, code])).toEqual([[2, 'unknown-receiver'], [3, 'unknown-receiver']]);
    expect((await stranger.person.get(listContributions, { clusterId: other.id })).items).toEqual([]);
  });
});

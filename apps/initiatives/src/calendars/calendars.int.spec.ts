import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { leaveInitiative, proposeAgreement, readAgreementVersion, readCalendar } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { standIn, Testbed } from '@klaster/testing';
import ICAL from 'ical.js';
import { initiatives } from '../initiatives.module.js';
import type { Member } from '../testing/members.js';
import { admitAll, agree, type InInitiative, run } from '../testing/running.js';

let bed: Testbed;
let members: Member[];
let here: InInitiative;
const clusterId = newId();

beforeAll(async () => {
  bed = await Testbed.start();
  await bed.serve(standIn('membership'));
  await bed.serve(standIn('resources'));
  await bed.serve(initiatives);
  members = await admitAll(bed, clusterId, 3);
  here = await run(clusterId, members);
});

afterAll(() => bed.stop());

const daysOf = async () => {
  const { content } = await members[0]!.person.get(readCalendar, here);
  const events = new ICAL.Component(ICAL.parse(content) as unknown[]).getAllSubcomponents('vevent');
  return events.map((event) => ['summary', 'dtstart'].map((name) => String(event.getFirstPropertyValue(name))));
};

test('the calendar shows the last day of the agreement in force, and of a partner that is leaving', async () => {
  expect(await daysOf()).toEqual([]);
  const { terms } = await members[0]!.person.get(readAgreementVersion, { ...here, number: 1 });
  await members[0]!.person.get(proposeAgreement, { ...here, text: 'Nigdy', terms: { ...terms, until: '2199-01-01' } });
  expect(await daysOf()).toEqual([]);
  await agree(here, members, { ...terms, until: '2198-06-30' });
  const { leavesOn } = await members[2]!.person.get(leaveInitiative, { ...here, memberId: members[2]!.memberId });
  expect(await daysOf()).toEqual([['Ostatni dzień partnera: Podmiot (Ogród)', leavesOn], ['Ostatni dzień porozumienia (Ogród)', '2198-06-30']]);
});

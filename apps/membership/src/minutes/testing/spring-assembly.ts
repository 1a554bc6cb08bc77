import type { Counts } from '@klaster/contracts';
import type { MatterOfAgenda, Proceedings } from '../draft/proceedings.js';

const ids = { garden: '01a1', animator: '01a2', sign: '01a3', trip: '01a4', oven: '01a5' };

export const counts: Counts = {
  outcome: 'adopted', ground: 'majority-reached', electorate: 5, ballots: 4, abstentions: 0, quorum: { base: 'electorate', share: { numerator: 1, denominator: 2 }, required: 3, reached: true },
  consent: null, majority: { yes: 3, no: 1, base: 'yes-and-no', baseCount: 4, share: { numerator: 1, denominator: 2 }, comparison: 'more-than' }, options: [], pairwise: null, winners: [], tied: [],
};
export const garden: MatterOfAgenda = {
  id: ids.garden, kind: 'resolution', state: 'decided', outcome: 'adopted', revision: 2, title: 'Wspólny ogród przy szkole', options: [], method: 'majority', majority: 'simple', secret: false, counts,
  votingOpensAt: '2026-03-11T17:00:00.000Z', votingClosesAt: '2026-03-14T17:40:00.000Z', decidedAt: '2026-03-14T17:40:00.000Z', withdrawnAt: null, withdrawalReason: null,
  interests: [{ partyName: 'Piekarnia Zorza', text: 'Ogród graniczy\nz naszą działką.' }],
};
export const election: MatterOfAgenda = {
  ...garden, id: ids.animator, kind: 'election', revision: 1, title: 'Wybór animatora', method: 'ranked', secret: true, options: [{ key: 'a', text: 'Fundacja Łąka' }, { key: 'b', text: 'Szkoła nr 5' }], interests: [],
  counts: { ...counts, ground: 'places-filled', ballots: 5, abstentions: 1, majority: null, options: [{ option: 'b', approvals: null, score: null, rank: 1 }, { option: 'a', approvals: null, score: null, rank: 2 }], winners: ['b'] },
};
const undecided = { outcome: null, counts: null, decidedAt: null, interests: [] };
const sign: MatterOfAgenda = { ...garden, ...undecided, id: ids.sign, kind: 'advice', state: 'voting', revision: 1, title: 'Nowy szyld', method: 'consent', votingClosesAt: '2026-03-29T10:00:00.000Z' };
const trip: MatterOfAgenda = { ...garden, ...undecided, id: ids.trip, state: 'withdrawn', revision: 1, title: 'Wycieczka', withdrawnAt: '2026-03-14T17:50:00.000Z', withdrawalReason: 'Nie ma *autobusu*' };

/** An afternoon on which much happened. */
export const proceedings: Proceedings = {
  clusterName: 'Wspólny Stół',
  assembly: {
    title: 'Obrady wiosenne', startsAt: '2026-03-14T17:00:00.000Z', endsAt: '2026-03-14T19:00:00.000Z', openedAt: '2026-03-14T17:02:00.000Z', place: 'Świetlica, ul. Polna 3', link: 'https://spotkania.example/stol',
    agenda: [{ title: 'Otwarcie', matterId: null }, { title: 'Ogród', matterId: ids.garden }, { title: 'Wybory', matterId: ids.animator }, { title: 'Szyld', matterId: ids.sign }, { title: 'Wycieczka', matterId: ids.trip }],
  },
  closedAt: '2026-03-14T18:47:00.000Z',
  duties: [{ role: 'animator', partyName: 'Fundacja Łąka' }],
  seats: 5,
  present: [{ partyName: 'Fundacja Łąka', representedBy: null }, { partyName: 'Piekarnia Zorza', representedBy: null }, { partyName: 'Szkoła nr 5', representedBy: 'Fundacja Łąka' }],
  matters: [garden, election, sign, trip],
};

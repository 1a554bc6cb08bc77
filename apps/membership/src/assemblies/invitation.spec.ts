import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import type { Assembly } from './assembly.js';
import { invitationTo } from './invitation.js';

const assembly: Assembly = {
  id: '01a21377-9b88-750a-97f2-43f8425881a4', version: 2, clusterId: '01a21377-9b88-750a-97f2-43f8425881a5', title: 'Obrady; wiosenne, „zażółć gęślą jaźń” i wszystko, co jeszcze mamy do omówienia', state: 'scheduled',
  startsAt: '2026-03-14T17:00:00.000Z', endsAt: '2026-03-14T19:30:00.000Z', place: 'Świetlica, ul. Polna 3\\5', link: 'https://spotkania.example/stół?a=1;b=2,3&$&', agenda: [{ title: 'Otwarcie', matterId: null }, { title: 'Źdźbło; łąka, jaźń', matterId: null }],
  scheduledBy: '01a21377-9b88-750a-97f2-43f8425881a6', openedAt: null, closedAt: null, minutesApprovedAt: null, announcedAt: '2026-03-01T10:00:00.000Z',
};

/** The invitation as a calendar program reads it. */
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const [event, ...others] = calendar.getAllSubcomponents('vevent');
  expect(others).toEqual([]);
  const value = (name: string) => event!.getFirstPropertyValue(name) as { toJSDate(): Date } | string | number | null;
  const time = (name: string) => (value(name) as { toJSDate(): Date }).toJSDate().toISOString();
  return { calendar, event: event!, value, time };
};
const octets = (text: string) => Buffer.byteLength(text, 'utf8');

describe('an invitation', () => {
  it('has what RFC 5545 and RFC 5546 ask of a published event, each once', () => {
    const { calendar, event, value, time } = read(invitationTo(assembly, 'Wspólny "Stół"', 'pl'));
    expect([calendar.getFirstPropertyValue('version'), calendar.getFirstPropertyValue('method'), calendar.getFirstPropertyValue('prodid')]).toEqual(['2.0', 'PUBLISH', '-//Klaster//membership//PL']);
    for (const name of ['uid', 'dtstamp', 'dtstart', 'dtend', 'organizer', 'summary', 'sequence', 'status', 'location', 'description', 'url']) expect([name, event.getAllProperties(name).length]).toEqual([name, 1]);
    expect(event.getAllProperties('attendee')).toEqual([]);
    expect([value('uid'), value('sequence'), value('status'), value('summary'), value('location')]).toEqual([assembly.id, 0, 'CONFIRMED', assembly.title, assembly.place]);
    expect([time('dtstamp'), time('dtstart'), time('dtend')]).toEqual([assembly.announcedAt, assembly.startsAt, assembly.endsAt]);
    expect(value('url')).toBe(assembly.link);
    expect(value('description')).toBe(`Porządek obrad:\n1. Otwarcie\n2. Źdźbło; łąka, jaźń\nLink: ${assembly.link}`);
    expect(value('organizer')).toBe(`mailto:${assembly.clusterId}@klaster.invalid`);
  });

  it('says its times in UTC', () => {
    expect(invitationTo(assembly, 'Stół', 'pl')).toMatch(/\r\nDTSTART:20260314T170000Z\r\nDTEND:20260314T193000Z\r\n/);
  });

  it('takes the place of the earlier one when it is moved, and of both when it is called off', () => {
    const moved = read(invitationTo({ ...assembly, version: 3, startsAt: '2026-03-15T17:00:00.000Z', endsAt: '2026-03-15T19:00:00.000Z' }, 'Stół', 'pl'));
    expect([moved.value('uid'), moved.value('sequence'), moved.time('dtstart')]).toEqual([assembly.id, 1, '2026-03-15T17:00:00.000Z']);
    const off = read(invitationTo({ ...assembly, version: 4, state: 'cancelled' }, 'Stół', 'pl'));
    expect([off.value('uid'), off.value('sequence'), off.value('status')]).toEqual([assembly.id, 2, 'CANCELLED']);
  });

  it('leads to the link where there is no place, and says nothing where there is nothing to say', () => {
    const online = read(invitationTo({ ...assembly, place: null, agenda: [] }, 'Table', 'en'));
    expect([online.value('location'), online.value('description')]).toEqual([assembly.link, `Link: ${assembly.link}`]);
    const bare = read(invitationTo({ ...assembly, link: null, agenda: [] }, 'Table', 'en'));
    expect([bare.value('url'), bare.value('description')]).toEqual([null, null]);
  });

  it('is read as it was written, whatever stands in it, in lines of at most 75 octets', () => {
    const spoken = (signs: string) => fc.string({ unit: fc.constantFrom(...Array.from(signs)), minLength: 1, maxLength: 200 }).map((text) => text.trim()).filter((text) => text !== '');
    const words = spoken('aąłż ;,:\\"^=\'nN🐝–„');
    // The reader takes backslashes in parameters for escapes, which RFC 5545 does not know there.
    const name = spoken('aąłż ;,:"^=\'nN🐝–„');
    fc.assert(
      fc.property(words, words, fc.array(words, { maxLength: 20 }), name, (title, place, items, cluster) => {
        const agenda = items.map((item) => ({ title: item, matterId: null }));
        const text = invitationTo({ ...assembly, title, place, link: null, agenda }, cluster, 'en');
        const { value, event } = read(text);
        expect([value('summary'), value('location')]).toEqual([title, place]);
        expect(value('description')).toBe(items.length === 0 ? null : ['Agenda:', ...items.map((item, index) => `${index + 1}. ${item}`)].join('\n'));
        expect(event.getFirstProperty('organizer')!.getFirstParameter('cn')).toBe(cluster);
        expect(text.endsWith('\r\n')).toBe(true);
        expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        for (const line of text.split('\r\n')) expect(octets(line)).toBeLessThanOrEqual(75);
      }),
    );
  });
});

import ical, { foldLines, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { type Assembly, firstVersion } from './assembly.js';

const words = {
  pl: { agenda: 'Porządek obrad:', link: 'Link:' },
  en: { agenda: 'Agenda:', link: 'Link:' },
} as const;

/**
 * The invitation to an assembly, as iCalendar. It is published, not requested (RFC 5546, section 3.2): a request names each
 * attendee by an e-mail address and waits for replies, and there are neither here. The table stands as organizer under
 * an address that by RFC 6761 reaches nobody. Whoever takes in a later one has the earlier replaced: the UID stays, the
 * SEQUENCE grows, and is 0 at first.
 */
export function invitationTo(assembly: Assembly, clusterName: string, language: keyof typeof words): string {
  const { id, clusterId, version, title, state, startsAt, endsAt, place, link, announcedAt } = assembly;
  const calendar = ical({ prodId: { company: 'Klaster', product: 'membership', language: language.toUpperCase() }, method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id,
    sequence: version - firstVersion,
    stamp: new Date(announcedAt),
    start: new Date(startsAt),
    end: new Date(endsAt),
    summary: title,
    description: descriptionOf(assembly, language) || null,
    location: place ?? link,
    url: link,
    organizer: { name: clusterName, email: `${clusterId}@klaster.invalid` },
    status: state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  return `${withPlainUrl(calendar.toString(), link)}\r\n`;
}

/** An address is not escaped as text is (RFC 5545, section 3.3.13); the library does. */
const withPlainUrl = (calendar: string, link: string | null): string =>
  link === null ? calendar : foldLines(calendar.replaceAll('\r\n ', '').replace(/^URL;.*$/m, () => `URL;VALUE=URI:${link}`));

function descriptionOf({ agenda, link }: Assembly, language: keyof typeof words): string {
  const { agenda: heading, link: linked } = words[language];
  const items = agenda.map(({ title }, index) => `${index + 1}. ${title}`);
  return [...(items.length > 0 ? [heading, ...items] : []), ...(link ? [`${linked} ${link}`] : [])].join('\n');
}

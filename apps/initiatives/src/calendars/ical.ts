import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { type Calendar, type Language, summaryOf } from './calendar.js';

/**
 * A calendar as iCalendar (RFC 5545): all-day events, which every program shows, where many leave to-dos out. An event
 * says which version of the thing it shows, so that a later calendar replaces it.
 */
export function icalOf({ title, now, items }: Calendar, language: Language): string {
  const calendar = ical({ name: title, prodId: { company: 'Klaster', product: 'initiatives', language: language.toUpperCase() }, method: ICalCalendarMethod.PUBLISH });
  for (const item of items) {
    calendar.createEvent({
      id: item.id, sequence: item.version - 1, stamp: new Date(now), start: new Date(`${item.due}T00:00:00Z`), allDay: true, transparency: ICalEventTransparency.TRANSPARENT,
      summary: summaryOf(item, title, language),
    });
  }
  return `${calendar.toString()}\r\n`;
}

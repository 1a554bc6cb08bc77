/** Days for stories that happen around today, whenever that is: civil days in the federation's time zone. */

const warsaw = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Warsaw', dateStyle: 'short' });

/** Today, or so many days later. */
export const day = (later = 0): string => warsaw.format(Date.now() + later * 86_400_000);

/** The next day of the week that is not today: 0 is Sunday, 2 Tuesday. */
export function next(weekday: number): string {
  const found = [1, 2, 3, 4, 5, 6, 7].map(day).find((date) => new Date(`${date}T12:00:00Z`).getUTCDay() === weekday);
  if (!found) throw new Error(`there is no day ${weekday} of the week`);
  return found;
}

/** An instant so many hours after another. */
export const hoursAfter = (instant: string, hours: number): string => new Date(Date.parse(instant) + hours * 3_600_000).toISOString();

import {
  accept, AgendaSet, AgendaUnfit, AssemblyCancelled, AssemblyChanged, AssemblyClosed, AssemblyOpened, AssemblyScheduled, AssemblyTimes, AssemblyTooEarly, AssemblyWrongState,
  type Assembly as AssemblyView, type Decision, type Instant, NotFacilitator, NowhereToMeet, refuse, type Refusal,
} from '@klaster/contracts';
import type { Role } from '../roles/role.js';

/** A meeting of the table. Its minutes are part of it: its version counts their changes too. */
export interface Assembly {
  readonly id: string;
  readonly version: number;
  readonly clusterId: string;
  readonly title: string;
  readonly state: AssemblyView['state'];
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly place: string | null;
  readonly link: string | null;
  readonly agenda: AssemblyView['agenda'];
  readonly scheduledBy: string;
  readonly openedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly minutesApprovedAt: Instant | null;
  /** When its time, place or agenda was last said. */
  readonly announcedAt: Instant;
}

/** What a member may do at assemblies, by the duties that are held at its table. */
export interface Duties {
  readonly memberId: string;
  /** The animator; any seat where the table has none. */
  readonly facilitates: boolean;
  /** The animator and the secretary; any seat where the table has neither. */
  readonly keepsMinutes: boolean;
}

/** @param holders who holds which role at the table */
export function dutiesOf(memberId: string, holders: readonly Pick<Role, 'role' | 'memberId'>[]): Duties {
  const animators = holders.filter(({ role }) => role === 'animator');
  const held = (among: typeof holders) => among.length === 0 || among.some((holder) => holder.memberId === memberId);
  return { memberId, facilitates: held(animators), keepsMinutes: held(holders) };
}

/** Where and when it is, and what it is about. */
type Announcement = Pick<Assembly, 'title' | 'startsAt' | 'endsAt' | 'place' | 'link'>;
type Changes = { readonly [Field in keyof Announcement]?: Announcement[Field] | undefined };
type Agenda = Assembly['agenda'];

const hourMs = 3_600_000;
const longestMs = 48 * hourMs;
const openableMs = hourMs;
const instant = (timeMs: number): Instant => new Date(timeMs).toISOString();

/** How many events tell of a new assembly: that it was scheduled, and its agenda. */
export const firstVersion = 2;

/**
 * An assembly of a table that is not dissolved.
 * @param onTable which matters stand on this table, of those that the agenda names
 */
export function schedule(id: string, clusterId: string, announced: Announcement, agenda: Agenda, onTable: ReadonlySet<string>, by: Duties, now: Instant) {
  if (!by.facilitates) return refuse(NotFacilitator);
  const announcement = inUtc(announced);
  const unfit = unfitAnnouncement(announcement) ?? (announcement.startsAt > now ? undefined : refuse(AssemblyTimes)) ?? unfitAgenda(agenda, onTable);
  if (unfit) return unfit;
  const { startsAt, endsAt } = announcement;
  const assembly: Assembly = {
    id, version: 0, clusterId, ...announcement, state: 'scheduled', agenda, scheduledBy: by.memberId, openedAt: null, closedAt: null, minutesApprovedAt: null, announcedAt: now,
  };
  return accept(assembly, [AssemblyScheduled.of({ assemblyId: id, clusterId, startsAt, endsAt, scheduledBy: by.memberId }), agendaSet(assembly)]);
}

/** Moves it, or corrects what is said of it. One that is late already can still be corrected: only a new time lies ahead. */
export function change(assembly: Assembly, changes: Changes, by: Duties, now: Instant) {
  const barred = bar(assembly, by.facilitates, ['scheduled']);
  if (barred) return barred;
  const said = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const changed: Assembly = { ...inUtc({ ...assembly, ...said }), announcedAt: now };
  const late = changed.startsAt !== assembly.startsAt && changed.startsAt <= now;
  const unfit = unfitAnnouncement(changed) ?? (late ? refuse(AssemblyTimes) : undefined);
  if (unfit) return unfit;
  const { startsAt, endsAt } = changed;
  return accept(changed, [AssemblyChanged.of({ ...told(assembly), startsAt, endsAt })]);
}

export function setAgenda(assembly: Assembly, agenda: Agenda, onTable: ReadonlySet<string>, by: Duties, now: Instant) {
  const unfit = bar(assembly, by.facilitates, ['scheduled', 'in-session']) ?? unfitAgenda(agenda, onTable);
  if (unfit) return unfit;
  const changed: Assembly = { ...assembly, agenda, announcedAt: now };
  return accept(changed, [agendaSet(changed)]);
}

export function cancel(assembly: Assembly, by: Duties, now: Instant) {
  const barred = bar(assembly, by.facilitates, ['scheduled']);
  if (barred) return barred;
  const cancelled: Assembly = { ...assembly, state: 'cancelled', announcedAt: now };
  return accept(cancelled, [AssemblyCancelled.of(told(assembly))]);
}

export function open(assembly: Assembly, by: Duties, now: Instant): Decision<Assembly, 'not-facilitator' | 'assembly-wrong-state' | 'assembly-too-early'> {
  const barred = bar(assembly, by.facilitates, ['scheduled']);
  if (barred) return barred;
  const from = instant(Date.parse(assembly.startsAt) - openableMs);
  if (now < from) return refuse(AssemblyTooEarly, { from });
  return accept({ ...assembly, state: 'in-session', openedAt: now }, [AssemblyOpened.of({ ...told(assembly), openedAt: now })]);
}

/** Why it cannot be closed: asked before its minutes are drafted. */
export const barClosing = (assembly: Assembly, by: Duties) => bar(assembly, by.facilitates, ['in-session']);

/** @param drafted how many seats attended, and the hash of the minutes that say so */
export function close(assembly: Assembly, drafted: { readonly attendance: number; readonly minutesSha256: string }, by: Duties, now: Instant): Decision<Assembly, 'not-facilitator' | 'assembly-wrong-state'> {
  return barClosing(assembly, by) ?? accept({ ...assembly, state: 'closed', closedAt: now }, [AssemblyClosed.of({ ...told(assembly), ...drafted, closedAt: now })]);
}

/** Refuses what an assembly takes only in other states. */
export const barIn = (assembly: Assembly, states: readonly Assembly['state'][]) =>
  states.includes(assembly.state) ? undefined : refuse(AssemblyWrongState, { state: assembly.state, needed: states.join(', ') });

const bar = (assembly: Assembly, may: boolean, states: readonly Assembly['state'][]) => (may ? barIn(assembly, states) : refuse(NotFacilitator));

export const told = ({ id: assemblyId, clusterId }: Assembly) => ({ assemblyId, clusterId });

const agendaSet = (assembly: Assembly) => AgendaSet.of({ ...told(assembly), matterIds: mattersOf(assembly.agenda), items: assembly.agenda.length });

/** The matters that an agenda names, each once. */
export const mattersOf = (agenda: Agenda): string[] => [...new Set(agenda.flatMap(({ matterId }) => (matterId === null ? [] : [matterId])))];

const inUtc = <Timed extends Pick<Assembly, 'startsAt' | 'endsAt'>>(timed: Timed): Timed => ({ ...timed, startsAt: instant(Date.parse(timed.startsAt)), endsAt: instant(Date.parse(timed.endsAt)) });

function unfitAnnouncement({ startsAt, endsAt, place, link }: Announcement) {
  if (place === null && link === null) return refuse(NowhereToMeet);
  const lastsMs = Date.parse(endsAt) - Date.parse(startsAt);
  return lastsMs > 0 && lastsMs <= longestMs ? undefined : refuse(AssemblyTimes);
}

function unfitAgenda(agenda: Agenda, onTable: ReadonlySet<string>): Refusal<'agenda-unfit'> | undefined {
  const errors = agenda.flatMap(({ matterId }, index) =>
    matterId === null || onTable.has(matterId) ? [] : [{ pointer: `/agenda/${index}/matterId`, code: 'unknown_matter', message: 'no matter of this table' }],
  );
  return errors.length === 0 ? undefined : { ...refuse(AgendaUnfit), errors };
}

import { z } from 'zod';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id, Instant, InstantInput, line, page, pageRequest, prose, Sha256, Version } from '../core/values.js';
import { ClusterDissolved } from './clusters.js';

export const assemblyStates = ['scheduled', 'in-session', 'closed', 'minutes-approved', 'cancelled'] as const;

export const AgendaItem = z
  .strictObject({ title: line(300), matterId: Id.nullable().default(null) })
  .meta({ id: 'AgendaItem', description: 'A point of the agenda, with the matter that it is about where there is one' });

export const Assembly = z
  .strictObject({
    id: Id,
    version: Version,
    clusterId: Id,
    title: z.string(),
    state: z.enum(assemblyStates),
    startsAt: Instant,
    endsAt: Instant,
    place: z.string().nullable(),
    link: z.string().nullable(),
    agenda: z.array(AgendaItem),
    scheduledBy: Id,
    openedAt: Instant.nullable(),
    closedAt: Instant.nullable(),
    minutesApprovedAt: Instant.nullable(),
  })
  .meta({ id: 'Assembly', description: 'A meeting of the table' });
export type Assembly = z.output<typeof Assembly>;

export const AssemblyWrongState = problem({
  slug: 'assembly-wrong-state',
  status: 409,
  title: { en: 'Not in this state of the assembly', pl: 'Nie w tym stanie obrad' },
  detail: { en: 'It is {state}; needed is {needed}.', pl: 'Ich stan: {state}; wymagany: {needed}.' },
});
export const NotFacilitator = problem({
  slug: 'not-facilitator',
  status: 403,
  title: { en: 'The animator does this', pl: 'To zadanie animatora' },
  detail: { en: 'Where the table has an animator, it is up to the animator; of minutes, to the secretary too.', pl: 'Jeśli stół ma animatora, należy to do niego; protokół prowadzi też sekretarz.' },
});
export const AssemblyTimes = problem({
  slug: 'assembly-times',
  status: 422,
  title: { en: 'These times do not fit', pl: 'Te godziny nie pasują' },
  detail: { en: 'It ends after it starts, within two days, and starts in the future.', pl: 'Koniec jest po początku, w ciągu dwóch dni, a początek w przyszłości.' },
});
export const AssemblyTooEarly = problem({
  slug: 'assembly-too-early',
  status: 409,
  title: { en: 'It does not begin yet', pl: 'Jeszcze się nie zaczynają' },
  detail: { en: 'It can be opened from {from}, an hour before its time.', pl: 'Można je otworzyć od {from}, godzinę przed czasem.' },
});
export const NowhereToMeet = problem({
  slug: 'nowhere-to-meet',
  status: 422,
  title: { en: 'Where is it?', pl: 'Gdzie się odbędą?' },
  detail: { en: 'Name a place, a link, or both.', pl: 'Podaj miejsce, link albo jedno i drugie.' },
});
export const AgendaUnfit = problem({
  slug: 'agenda-unfit',
  status: 422,
  title: { en: 'The agenda names a matter that is not on this table', pl: 'Porządek obrad wskazuje sprawę spoza tego stołu' },
  detail: { en: 'Correct the fields named in errors.', pl: 'Popraw pola wskazane w errors.' },
});
export const AttendanceUnfit = problem({
  slug: 'attendance-unfit',
  status: 422,
  title: { en: 'This member has no seat here', pl: 'Ten członek nie ma tu miejsca' },
  detail: { en: 'Only seats of the table attend.', pl: 'W obradach uczestniczą miejsca przy stole.' },
});
export const OwnMinutes = problem({
  slug: 'own-minutes',
  status: 409,
  title: { en: 'Somebody else approves the minutes', pl: 'Protokół zatwierdza ktoś inny' },
  detail: { en: 'A seat that attended approves them, and not the one that wrote them last.', pl: 'Zatwierdza go uczestnik obrad, ale nie ten, kto ostatnio go pisał.' },
});

const one = { clusterId: Id, assemblyId: Id };
const base = '/v1/clusters/{clusterId}/assemblies' as const;
const path = `${base}/{assemblyId}` as const;

/** Characters that stand in no address (RFC 3986), controls among them; letters of every language may. */
const link = z.url({ protocol: /^https?$/ }).max(500).regex(/^[^\s\p{Cc}"<>\\^`{|}]+$/u, 'an address');
const agenda = z.array(AgendaItem).max(100);
const fields = { title: line(200), startsAt: InstantInput, endsAt: InstantInput, place: line(300).optional(), link: link.optional() };

export const scheduleAssembly = operation({
  name: 'membership.assemblies.schedule',
  summary: 'The animator schedules an assembly; any seat where the table has no animator',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: base, location: `${base}/{id}` },
  request: z.strictObject({ clusterId: Id, ...fields, agenda: agenda.default([]) }),
  reply: Assembly,
  problems: [NotFacilitator, AssemblyTimes, NowhereToMeet, AgendaUnfit, ClusterDissolved],
});

export const changeAssembly = operation({
  name: 'membership.assemblies.change',
  summary: 'Moves a scheduled assembly, or corrects what is said of it',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'PATCH', path },
  request: z.strictObject({
    ...one,
    ...z.strictObject(fields).partial().shape,
    place: fields.place.nullable().meta({ description: 'null takes it away' }),
    link: fields.link.nullable().meta({ description: 'null takes it away' }),
  }),
  reply: Assembly,
  problems: [NotFacilitator, AssemblyWrongState, AssemblyTimes, NowhereToMeet],
});

export const setAgenda = operation({
  name: 'membership.assemblies.set-agenda',
  summary: 'Sets the agenda of an assembly until it closes',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'PUT', path: `${path}/agenda` },
  request: z.strictObject({ ...one, agenda }),
  reply: Assembly,
  problems: [NotFacilitator, AssemblyWrongState, AgendaUnfit],
});

export const cancelAssembly = operation({
  name: 'membership.assemblies.cancel',
  summary: 'Calls a scheduled assembly off',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/cancellation` },
  request: z.strictObject(one),
  reply: Assembly,
  problems: [NotFacilitator, AssemblyWrongState],
});

export const openAssembly = operation({
  name: 'membership.assemblies.open',
  summary: 'Opens an assembly, from an hour before its time',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/opening` },
  request: z.strictObject(one),
  reply: Assembly,
  problems: [NotFacilitator, AssemblyWrongState, AssemblyTooEarly],
});

export const closeAssembly = operation({
  name: 'membership.assemblies.close',
  summary: 'Closes an assembly: its minutes are drafted from what is recorded',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/closing` },
  request: z.strictObject(one),
  reply: Assembly,
  problems: [NotFacilitator, AssemblyWrongState],
});

export const listAssemblies = operation({
  name: 'membership.assemblies.list',
  summary: 'The assemblies of a table, newest first',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: base },
  request: z.strictObject({ clusterId: Id, state: z.enum(assemblyStates).optional(), ...pageRequest }),
  reply: page(Assembly),
});

export const readAssembly = operation({
  name: 'membership.assemblies.get',
  summary: 'One assembly',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path },
  request: z.strictObject(one),
  reply: Assembly,
});

export const Attendance = z
  .strictObject({
    id: Id,
    assemblyId: Id,
    memberId: Id,
    partyName: z.string(),
    representedBy: Id.nullable().meta({ description: 'The member that represents the seat; null where its own representative is there' }),
    recordedBy: Id,
    arrivedAt: Instant,
  })
  .meta({ id: 'Attendance', description: 'A seat attends an assembly' });
export type Attendance = z.output<typeof Attendance>;

export const recordAttendance = operation({
  name: 'membership.attendance.record',
  summary: 'A seat says that it attends; the animator or the secretary writes it down for another',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${path}/attendance`, location: `${path}/attendance/{id}` },
  request: z.strictObject({ ...one, memberId: Id.optional().meta({ description: 'The acting member, when left out' }) }),
  reply: Attendance,
  problems: [NotFacilitator, AssemblyWrongState, AttendanceUnfit],
});

export const listAttendance = operation({
  name: 'membership.attendance.list',
  summary: 'The seats that attend an assembly',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${path}/attendance` },
  request: z.strictObject({ ...one, ...pageRequest }),
  reply: page(Attendance),
});

export const readAttendance = operation({
  name: 'membership.attendance.get',
  summary: 'The attendance of one seat',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${path}/attendance/{attendanceId}` },
  request: z.strictObject({ ...one, attendanceId: Id }),
  reply: Attendance,
});

export const Minutes = z
  .strictObject({
    assemblyId: Id,
    version: Version,
    text: z.strictObject({ pl: z.string(), en: z.string() }).meta({ description: 'Markdown' }),
    sha256: Sha256.meta({ description: 'SHA-256 of {"en", "pl"} as canonical JSON (RFC 8785): what the approval binds' }),
    writtenBy: Id.nullable().meta({ description: 'The member that wrote them last; null for the draft' }),
    writtenAt: Instant,
    approvedBy: Id.nullable(),
    approvedAt: Instant.nullable(),
  })
  .meta({ id: 'Minutes', description: 'The minutes of an assembly, drafted from what is recorded' });
export type Minutes = z.output<typeof Minutes>;

export const readMinutes = operation({
  name: 'membership.minutes.get',
  summary: 'The minutes of a closed assembly',
  access: { who: 'member', scope: 'read' },
  http: { method: 'GET', path: `${path}/minutes` },
  request: z.strictObject(one),
  reply: Minutes,
});

export const writeMinutes = operation({
  name: 'membership.minutes.write',
  summary: 'The secretary or the animator completes the draft of the minutes',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'PUT', path: `${path}/minutes` },
  request: z.strictObject({ ...one, text: z.strictObject({ pl: prose(200_000), en: prose(200_000) }) }),
  reply: Minutes,
  problems: [NotFacilitator, AssemblyWrongState],
});

export const approveMinutes = operation({
  name: 'membership.minutes.approve',
  summary: 'A seat that attended, and did not write them last, approves the minutes that it read',
  access: { who: 'member', scope: 'represent' },
  http: { method: 'POST', path: `${path}/minutes/approval` },
  request: z.strictObject({ ...one, sha256: Sha256 }),
  reply: Minutes,
  problems: [AssemblyWrongState, OwnMinutes],
});

import { z } from 'zod';
import { Document } from '../core/document.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id } from '../core/values.js';

/* What people take away from an assembly, as files. */

export const documentLanguages = ['pl', 'en'] as const;

const path = '/v1/clusters/{clusterId}/assemblies/{assemblyId}' as const;
const request = z.strictObject({ clusterId: Id, assemblyId: Id, language: z.enum(documentLanguages).default('pl') });
const access = { who: 'member', scope: 'read' } as const;

export const MinutesTooLong = problem({
  slug: 'minutes-too-long',
  status: 422,
  title: { en: 'Too long for a PDF', pl: 'Zbyt długi na PDF' },
  detail: { en: 'These minutes are more than a PDF holds here. Read them as Markdown.', pl: 'Tego protokołu nie pomieści dokument PDF. Przeczytaj go jako Markdown.' },
});

export const readMinutesMarkdown = operation({
  name: 'membership.minutes.as-markdown',
  summary: 'The minutes of a closed assembly in one language, as they are written',
  access,
  http: { method: 'GET', path: `${path}/minutes.md`, document: ['text/markdown'] },
  request,
  reply: Document,
});

export const readMinutesPdf = operation({
  name: 'membership.minutes.as-pdf',
  summary: 'The minutes of a closed assembly in one language, to be printed',
  access,
  http: { method: 'GET', path: `${path}/minutes.pdf`, document: ['application/pdf'] },
  request,
  reply: Document,
  problems: [MinutesTooLong],
});

export const readInvitation = operation({
  name: 'membership.invitations.get',
  summary: 'The invitation to an assembly for a calendar (iCalendar, RFC 5545): one that was moved or called off takes the place of the earlier one',
  access,
  http: { method: 'GET', path: `${path}/invitation.ics`, document: ['text/calendar'] },
  request,
  reply: Document,
});

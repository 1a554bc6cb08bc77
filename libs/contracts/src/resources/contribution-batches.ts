import { z } from 'zod';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { Id } from '../core/values.js';
import { ContributionLine } from './contributions.js';
import { Receiver } from './measures.js';

/* Many contributions by one request: a month's timesheet, as lines or as a CSV file. */

/** Lines of a batch at most. */
export const mostLines = 1_000;

export const LineFault = z
  .strictObject({
    line: z.int().min(1).meta({ description: 'Of a batch: the place in lines, from 1. Of a CSV file: the line in the file, from 1; the first is the header' }),
    field: z.string().nullable().meta({ description: 'The field, or the column of the CSV file' }),
    code: z.string().meta({ description: 'The problem, as in the type of a problem; invalid for what cannot be read' }),
    message: z.strictObject({ pl: z.string(), en: z.string() }),
  })
  .meta({ id: 'LineFault', description: 'Why a line is not recorded' });
export type LineFault = z.output<typeof LineFault>;

export const BatchOutcome = z
  .strictObject({
    lines: z.int().min(0).meta({ description: 'Lines that were read' }),
    recorded: z.int().min(0),
    dryRun: z.boolean(),
    contributions: z.array(z.strictObject({ line: z.int().min(1), id: Id })).meta({ description: 'The entries that were recorded; none in a dry run' }),
    faults: z.array(LineFault).meta({ description: 'By line' }),
  })
  .meta({ id: 'BatchOutcome', description: 'What became of the lines of a batch' });
export type BatchOutcome = z.output<typeof BatchOutcome>;

export const CsvUnreadable = problem({
  slug: 'csv-unreadable',
  status: 422,
  title: { en: 'The CSV file cannot be read', pl: 'Nie można odczytać pliku CSV' },
  detail: {
    en: 'Line {line}: {reason}. The first line names the columns: date, category, quantity, unit, amount, currency, description, giver, receiver.',
    pl: 'Wiersz {line}: {reason}. Pierwszy wiersz nazywa kolumny: data, kategoria, ilość, jednostka, kwota, waluta, opis, wnoszący, odbiorca.',
  },
});

const how = {
  dryRun: z.boolean().default(false).meta({ description: 'Checks every line and records none' }),
  allOrNothing: z.boolean().default(true).meta({ description: 'Records nothing where a line has a fault; otherwise the lines without faults are recorded' }),
};
const base = '/v1/clusters/{clusterId}/contributions' as const;

export const recordBatch = operation({
  name: 'resources.contributions.record-batch',
  summary: 'A member records many contributions at once',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/batches` },
  request: z.strictObject({ clusterId: Id, ...how, lines: z.array(ContributionLine).min(1).max(mostLines) }),
  reply: BatchOutcome,
});

export const importContributions = operation({
  name: 'resources.contributions.import',
  summary: 'A member records the lines of a CSV file, or tries it out: every fault is told by its line',
  access: { who: 'member', scope: 'contribute' },
  http: { method: 'POST', path: `${base}/imports` },
  request: z.strictObject({
    clusterId: Id,
    ...how,
    csv: z.string().min(1).max(900_000).meta({ description: 'The text of the file: separated by comma, semicolon or tab; decimal point or comma; days as 2026-09-01 or 01.09.2026; columns in Polish or English' }),
    giver: Id.optional().meta({ description: 'The member that gave, for lines that name none; left out: the acting member' }),
    receiver: Receiver.optional().meta({ description: 'For lines that name none' }),
    pledgeId: Id.optional().meta({ description: 'The pledge that the lines fulfil' }),
    rateTableId: Id.optional(),
  }),
  reply: BatchOutcome,
  problems: [CsvUnreadable],
});

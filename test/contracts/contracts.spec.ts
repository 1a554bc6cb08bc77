import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { admitFile, allEvents, allOperations, allProblems, Id, KeptFile, keepFile, openFile, operation, pathFields, serviceNames, Sha256 } from '@klaster/contracts';
import { z } from 'zod';

const samples = join(import.meta.dirname, '..', '..', 'libs', 'contracts', 'samples');

/** What holds for the whole language of the platform. */
describe('the contracts', () => {
  it.each([...allOperations.values()].map((operation) => [operation.name, operation] as const))('say of the operation %s what they say of all', (name, { http, kind, request, reply, access, summary, problems }) => {
    expect(name).toMatch(/^(identity|membership|resources|initiatives|reporting)\.[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
    expect(summary).toMatch(/^[A-Z][^]*[^.]$/);
    for (const { slug, status } of problems) expect([allProblems().has(slug), status >= 400 && status < 500]).toEqual([true, true]);
    if (!http) return;
    expect(http.path).toMatch(/^\/v1(\/([a-z]+(-[a-z]+)*|\{[a-z][A-Za-z0-9]*\}))+(\/[a-z]+\.(md|pdf|ics|json))?$/);
    expect(http.path.includes('.')).toBe(http.document !== undefined);
    expect(kind).toBe(http.method === 'GET' ? 'query' : 'command');
    expect(pathFields(http.path).filter((field) => !(field in request.shape))).toEqual([]);
    if (http.path.startsWith('/v1/clusters/{clusterId}/')) expect(name === 'membership.secret-ballots.cast' ? ['anyone'] : ['member', 'account']).toContain(access.who);
    if (http.path.startsWith('/v1/admin/')) expect(access.who).toBe('operator');
    if ('limit' in request.shape) expect(reply).toHaveProperty('shape.nextCursor');
  });

  it('give every route to one operation', () => {
    const routes = [...allOperations.values()].flatMap(({ http }) => (http ? [`${http.method} ${http.path.replace(/\{\w+\}/g, '{}')}`] : []));
    expect(routes.filter((route, index) => routes.indexOf(route) !== index)).toEqual([]);
  });

  it('let a file come only where the gateway finds what it is, and another operation lets it in first', () => {
    const request = z.strictObject({ clusterId: Id, sha256: Sha256, size: z.int(), mediaType: z.string() });
    const declared = (fields: object, method: 'POST' | 'PUT' = 'POST', asked = admitFile) => () =>
      operation({ name: 'resources.files.try', summary: 'A try', access: { who: 'account' }, http: { method, path: '/v1/tries', upload: { mostBytes: 1, mediaTypes: [], admittedBy: asked } }, request: request.extend(fields), reply: z.strictObject({}) });
    expect(declared({})).not.toThrow();
    expect(() => operation({ ...keepFile, name: 'resources.files.try', request: request.omit({ size: true }) })).toThrow(/its request has size/);
    expect(() => operation({ ...keepFile, name: 'resources.files.try', request: request.omit({ clusterId: true }), http: { ...keepFile.http!, path: '/v1/tries' } })).toThrow(/its request has clusterId/);
    expect(declared({}, 'PUT')).toThrow(/sent by POST/);
    expect(declared({}, 'POST', keepFile as unknown as typeof admitFile)).toThrow(/without a route/);
    expect(() => operation({ ...openFile, name: 'resources.files.try', reply: KeptFile })).toThrow(/ServedFile/);
  });

  it('let a thing that was made be read where it stands', () => {
    const reads = new Set([...allOperations.values()].flatMap(({ http }) => (http?.method === 'GET' ? [http.path.replace(/\{\w+\}/g, '{}')] : [])));
    const places = [...allOperations.values()].flatMap(({ http }) => (http?.location ? [http.location.replace(/\{\w+\}/g, '{}')] : []));
    expect(places.filter((place) => !reads.has(place))).toEqual([]);
  });

  it.each([...allEvents.keys()])('name the event %s in the past tense of its service', (type) => {
    expect(type).toMatch(/^(identity|membership|resources|initiatives|reporting)\.[a-z]+(-[a-z]+)*\.[a-z-]+\.v[1-9]\d*$/);
    expect(serviceNames).toContain(allEvents.get(type)!.service);
  });

  it.each([...allEvents.values()].map((event) => [event.type, event] as const))('still parse the event %s as it was first published', (type, event) => {
    const file = join(samples, `${type}.json`);
    expect([file, existsSync(file)]).toEqual([file, true]);
    const sample = JSON.parse(readFileSync(file, 'utf8')) as unknown;
    expect(event.data.parse(sample)).toEqual(sample);
  });

  it('say every problem in both languages, with the same places to fill in', () => {
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).toSorted((a, b) => a.localeCompare(b));
    for (const { slug, title, detail } of allProblems().values()) {
      expect([slug, slug]).toEqual([slug, expect.stringMatching(/^[a-z]+(-[a-z]+)*$/)]);
      for (const text of [title.en, title.pl, detail.en, detail.pl]) expect(text.trim().length).toBeGreaterThan(3);
      expect([slug, places(detail.pl)]).toEqual([slug, places(detail.en)]);
    }
  });
});

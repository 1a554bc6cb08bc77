import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { allEvents, allOperations } from '@klaster/contracts';
import { Ajv } from 'ajv';
import type { FormatsPlugin } from 'ajv-formats';
import type { Json } from '../world/http.ts';

const root = join(import.meta.dirname, '..', '..');
const require = createRequire(import.meta.url);
const read = (path: string): Json => JSON.parse(readFileSync(path, 'utf8'));
// As it is checked in; that this is what the contracts say is a step of its own.
const document = read(join(root, 'docs', 'api', 'asyncapi.json'));

const addFormats = require('ajv-formats') as FormatsPlugin;
/** Schemas of others may have words that are none of JSON Schema; a keyword of ours that is misspelt fails in strict mode. */
const createAjv = (strict: boolean) => addFormats(new Ajv({ strict, allowUnionTypes: true, allErrors: true }));

const messages = createAjv(true).addVocabulary(Object.keys(document)).addSchema(document, 'bus');
/** A check of one message's payload. */
const checkOf = (message: string) => messages.compile({ $ref: `bus#/components/messages/${message}/payload` });

describe('the AsyncAPI document', () => {
  it('is valid AsyncAPI 3.0, by the schema of its makers', () => {
    const schema = read(require.resolve('@asyncapi/specs/schemas/3.0.0.json'));
    const ajv = createAjv(false);
    // They bring along the draft 7 that ajv has already.
    delete schema.definitions['http://json-schema.org/draft-07/schema'];
    const validate = ajv.compile(schema);
    expect([validate(document), validate.errors]).toEqual([true, null]);
    expect(validate({ ...document, channels: { broken: { adress: 'x' } } })).toBe(false);
  });

  it('has a channel for each event and each operation, and no other', () => {
    const addresses = Object.values<Json>(document.channels).map(({ address }) => address as string);
    const events = [...allEvents.values()].map(({ service, type }) => `events.${service}.{shard}.${type}`);
    expect(addresses.toSorted()).toEqual([...events, ...allOperations.keys(), '_INBOX.{caller}.{request}'].toSorted());
    expect(Object.keys(document.operations).toSorted()).toEqual([...[...allEvents.keys()].map((type) => `tell.${type}`), ...allOperations.keys()].toSorted());
  });

  it('names all that it refers to', () => {
    const resolve = (reference: string) => reference.slice(2).split('/').reduce<Json>((part, name) => part?.[name], document);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference!);
    expect(references.length).toBeGreaterThan(100);
    expect(references.filter((reference) => !reference.startsWith('#/') || resolve(reference) === undefined)).toEqual([]);
  });

  it.each([...allEvents.keys()])('describes the message of %s: its sample fits, what is not of it does not', (type) => {
    const { examples } = document.components.messages[type];
    const sample = read(join(root, 'libs', 'contracts', 'samples', `${type}.json`));
    const fits = checkOf(type);
    const [example] = examples;
    expect(example.payload.data).toEqual(sample);
    expect([fits(example.payload), fits.errors]).toEqual([true, null]);
    for (const spoilt of [{ ...example.payload, type: 'another' }, { ...example.payload, data: { ...sample, more: 1 } }, { ...example.payload, data: {} }, { ...example.payload, id: undefined, more: 1 }]) {
      expect([spoilt, fits(spoilt)]).toEqual([spoilt, false]);
    }
  });

  it.each([...allOperations.keys()])('describes request and reply of %s by schemas that can be used', (name) => {
    const operation = document.operations[name];
    expect(operation.reply.messages.map(({ $ref }: Json) => $ref)).toEqual([`#/channels/replies/messages/${name}`, '#/channels/replies/messages/refusal']);
    for (const part of ['request', 'reply']) {
      const check = checkOf(`${name}.${part}`);
      expect(check(17)).toBe(false);
    }
  });
});

import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { clientsFromJson, commandLineClient, mayComeFrom, metadataOf } from './clients.js';

const read = (text: string) => z.string().transform(clientsFromJson).safeParse(text);
const portal = { clientId: 'portal', name: 'Portal', redirectUris: ['https://portal.example.org/callback'] };

describe('clients from the configuration', () => {
  test('are read with what they leave out', () => {
    expect(read(JSON.stringify([portal])).data).toEqual([{ ...portal, postLogoutRedirectUris: [], kind: 'web' }]);
    expect(read('[]').data).toEqual([]);
  });

  test.each([
    ['no JSON', '{'],
    ['no list', '{}'],
    ['no redirect', JSON.stringify([{ ...portal, redirectUris: [] }])],
    ['a short secret', JSON.stringify([{ ...portal, clientSecret: 'secret' }])],
    ['an unknown field', JSON.stringify([{ ...portal, redirects: [] }])],
  ])('are refused: %s', (_, text) => {
    expect(read(text).success).toBe(false);
  });

  test('prove themselves where they can keep a secret', () => {
    expect(metadataOf(commandLineClient)).toMatchObject({ token_endpoint_auth_method: 'none', application_type: 'native' });
    const [server] = read(JSON.stringify([{ ...portal, clientSecret: 's'.repeat(32) }])).data ?? [];
    expect(server && metadataOf(server)).toMatchObject({ token_endpoint_auth_method: 'client_secret_basic', client_secret: 's'.repeat(32) });
  });

  test('speak from their own pages alone', () => {
    expect(mayComeFrom(portal, 'https://portal.example.org')).toBe(true);
    expect(mayComeFrom(portal, 'https://evil.example')).toBe(false);
    expect(mayComeFrom({ redirectUris: ['org.example.app:/callback'] }, 'null')).toBe(false);
    expect(mayComeFrom({ ...portal, clientSecret: 's'.repeat(32) }, 'https://portal.example.org')).toBe(false);
  });
});

import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { isFromOwnPage, stateIssuer } from './web-request.js';

const issuer = 'https://id.example.org';
const from = (headers: IncomingMessage['headers']) => ({ headers }) as IncomingMessage;

describe('a form', () => {
  test.each([
    [{ 'sec-fetch-site': 'same-origin', origin: issuer }, true],
    [{ 'sec-fetch-site': 'cross-site', origin: issuer }, false],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ origin: issuer }, true],
    [{ origin: 'https://evil.example' }, false],
    [{ origin: 'null' }, false],
    [{}, true],
  ])('%j is from our own page: %s', (headers, own) => {
    expect(isFromOwnPage(from(headers), issuer)).toBe(own);
  });
});

test('host and protocol are those of the configuration, whatever was sent', () => {
  const request = from({ host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' });
  stateIssuer(request, issuer);
  expect(request.headers).toEqual({ host: 'id.example.org', 'x-forwarded-proto': 'https' });
});

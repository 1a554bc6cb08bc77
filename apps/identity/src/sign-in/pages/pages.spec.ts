import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { consentPage, faultPage } from './answers.js';
import { signInPage, signUpPage } from './forms.js';
import { html } from './html.js';
import { languageOf } from './language.js';
import { texts } from './texts.js';

const form = { language: 'pl', action: '/a', client: 'Klient', signUpAt: '/b' } as const;

describe('pages', () => {
  test('let no text become markup', () => {
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/.test(html`${text}`.text)));
    const page = signInPage({ ...form, client: '<script>', email: '"><img src=x>', fault: '<b>' });
    expect(page.body).not.toMatch(/<script|<img|<b>/);
  });

  test('run no script, load nothing, and lead only where the client is', () => {
    const policy = consentPage({ language: 'en', client: 'C', scopes: ['read'], allowAction: '/a', denyAction: '/d', redirectUri: 'http://127.0.0.1:5/callback?x=1' }).headers['content-security-policy'];
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self' http:\/\/127\.0\.0\.1:5; frame-ancestors 'none'; base-uri 'none'$/);
    expect(signInPage({ ...form, formLeadsTo: 'org.example.app:/cb' }).headers['content-security-policy']).toContain("form-action 'self' org.example.app:;");
    expect(signInPage({ ...form, formLeadsTo: "x; script-src 'unsafe-inline'" }).headers['content-security-policy']).not.toContain('unsafe');
  });

  test('have a label for every field, and read out what is wrong with it', () => {
    const { body } = signUpPage({ language: 'en', action: '/a', operatorCode: '', faults: { email: 'emailFault' } });
    const fields = [...body.matchAll(/<input id="(\w+)"/g)].map((match) => match[1]);
    expect(fields).toEqual(['name', 'email', 'password', 'operatorCode']);
    for (const field of fields) expect(body).toContain(`<label for="${field}">`);
    expect(body).toMatch(/name="email"[^>]* aria-invalid="true" aria-describedby="email-note"/);
    expect(body).toContain('<html lang="en">');
  });

  test('never show a password again', () => {
    expect(signUpPage({ language: 'pl', action: '/a', email: 'a@b.pl' }).body).not.toMatch(/name="password"[^>]*value/);
  });

  test('say what went wrong with the status that fits', () => {
    expect(faultPage('en', 'expired', 400)).toMatchObject({ status: 400, body: expect.stringContaining('This sign-in has expired') });
  });
});

describe('the language of a page', () => {
  test.each([
    [undefined, 'pl'],
    ['en', 'en'],
    ['en-GB,en;q=0.9,pl;q=0.8', 'en'],
    ['de,pl;q=0.5,en;q=0.4', 'pl'],
    ['pl;q=0.3, en;q=0.7', 'en'],
    ['en;q=0', 'pl'],
    ['fr', 'pl'],
    [';;q=,,', 'pl'],
  ])('%s asks for %s', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });

  test('has the same places in both', () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const { en, pl } of Object.values(texts)) expect(places(en)).toEqual(places(pl));
  });
});

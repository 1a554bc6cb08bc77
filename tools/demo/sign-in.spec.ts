import { expect, test } from '@jest/globals';
import { CookieJar } from './cookie-jar.ts';
import { readForm } from './sign-in.ts';

const credentials = { email: 'a@klaster.example', password: 'p & "q"' };

test('a form is filled in: what is asked is given, what is hidden is sent back', () => {
  const form = readForm('<h1>x</h1><form method="post" action="/in?a=1&amp;b=2"><input type="hidden" name="csrf" value="&lt;1&gt;"><input name="email"><input name="password" type="password"></form>', credentials);
  expect(form?.action).toBe('/in?a=1&b=2');
  expect(Object.fromEntries(form?.fields ?? [])).toEqual({ csrf: '<1>', ...credentials });
  expect(form?.asksPassword).toBe(true);
});

test('a page without a form has none, and a data- attribute is not its action', () => {
  expect(readForm('<p>busy</p>', credentials)).toBeUndefined();
  expect(readForm('<form data-action="/no"></form>', credentials)).toBeUndefined();
});

test('cookies are kept until the issuer ends them', () => {
  const jar = new CookieJar();
  const answer = (...cookies: string[]) => new Response('', { headers: cookies.map((cookie) => ['set-cookie', cookie] as [string, string]) });
  jar.keep(answer('a=1=2; Path=/; HttpOnly', 'b=2; Expires=Wed, 01 Jan 2200 00:00:00 GMT'));
  expect(jar.header).toBe('a=1=2; b=2');
  jar.keep(answer('a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'b=3; Max-Age=0'));
  expect(jar.header).toBe('');
});

import { z } from 'zod';
import { event } from '../core/event.js';
import { operation } from '../core/operation.js';
import { problem } from '../core/problem.js';
import { EmailAddress, Id, Instant, line, Version } from '../core/values.js';

export const Account = z
  .strictObject({
    id: Id,
    version: Version,
    email: z.string(),
    name: z.string(),
    locale: z.enum(['pl', 'en']),
    operator: z.boolean().meta({ description: 'An operator of the federation' }),
    createdAt: Instant,
  })
  .meta({ id: 'Account', description: "A person's login" });
export type Account = z.output<typeof Account>;

export const EmailTaken = problem({
  slug: 'email-taken',
  status: 409,
  title: { en: 'This address already has an account', pl: 'Ten adres ma już konto' },
  detail: { en: 'Sign in with it, or use another address.', pl: 'Zaloguj się nim albo użyj innego adresu.' },
});
export const OperatorCodeInvalid = problem({
  slug: 'operator-code-invalid',
  status: 403,
  title: { en: 'The operator code is not valid', pl: 'Kod operatora jest nieważny' },
  detail: { en: 'It works once, for the first operator only. Sign up without it.', pl: 'Działa raz i tylko dla pierwszego operatora. Załóż konto bez niego.' },
});

export const createAccount = operation({
  name: 'identity.accounts.create',
  summary: 'Signs a person up',
  access: { who: 'anyone' },
  http: { method: 'POST', path: '/v1/accounts', location: '/v1/me' },
  request: z.strictObject({
    email: EmailAddress,
    password: z.string().min(12).max(200),
    name: line(120),
    locale: z.enum(['pl', 'en']).default('pl'),
    operatorCode: z.string().max(100).optional().meta({ description: 'The one-time code that the first start prints' }),
  }),
  reply: Account,
  problems: [EmailTaken, OperatorCodeInvalid],
  confidential: true,
});

export const readMe = operation({
  name: 'identity.accounts.me',
  summary: 'The signed-in account',
  access: { who: 'account' },
  http: { method: 'GET', path: '/v1/me' },
  request: z.strictObject({}),
  reply: Account,
});

export const AccountCreated = event({
  name: 'identity.account.created',
  version: 1,
  summary: 'A person signed up. Personal data stays in identity: other services know the id alone.',
  data: z.strictObject({ accountId: Id, operator: z.boolean() }),
});

import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { federation } from './federation.ts';
import { emailOf, operator, type PersonRow } from './people.ts';

/** An account of the demo, for people to sign in with and for scripts to use. */
export interface DemoAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  /** In a few words: for whom it acts. */
  readonly role: string;
  /** The members it acts for: name one in the header Klaster-Acting-For. */
  represents: readonly { readonly clusterId: string; readonly cluster: string; readonly memberId: string; readonly party: string }[];
  /** A personal access token; missing until it is made. */
  token?: string;
}

/** What demo.json says. */
export interface DemoRecord {
  readonly gateway: string;
  readonly issuer: string;
  /** The day from which the tables count back. Kept, so that a loading taken up tomorrow says the same as today. */
  readonly countedFrom: string;
  /** When the loading began: what is planned counts from here. */
  readonly startedAt: string;
  clusters: readonly { readonly id: string; readonly name: string }[];
  readonly accounts: readonly DemoAccount[];
}

/** demo.json: written before the first account is made, so that no password is ever lost, and completed step by step. */
export class DemoFile {
  readonly path: string;
  readonly record: DemoRecord;

  constructor(site: { readonly home: string; readonly gatewayUrl: string; readonly issuerUrl: string }) {
    this.path = join(site.home, 'demo.json');
    const known = existsSync(this.path) ? (JSON.parse(readFileSync(this.path, 'utf8')) as DemoRecord) : undefined;
    this.record = {
      gateway: site.gatewayUrl,
      issuer: site.issuerUrl,
      countedFrom: known?.countedFrom ?? new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Warsaw' }).format(),
      startedAt: known?.startedAt ?? new Date().toISOString(),
      clusters: known?.clusters ?? [],
      accounts: [operator, ...federation.people].map((person) => known?.accounts.find(({ email }) => email === emailOf(person)) ?? newAccount(person)),
    };
    this.save();
  }

  /** Written whole or not at all. */
  save(): void {
    writeFileSync(`${this.path}.new`, `${JSON.stringify(this.record, undefined, 2)}\n`, { mode: 0o600 });
    renameSync(`${this.path}.new`, this.path);
  }

  accountOf(person: PersonRow): DemoAccount {
    const account = this.record.accounts.find(({ email }) => email === emailOf(person));
    if (!account) throw new Error(`demo.json has no account for ${person.name}`);
    return account;
  }
}

const newAccount = (person: PersonRow): DemoAccount => ({
  name: person.name,
  email: emailOf(person),
  password: newPassword(),
  role: person === operator ? 'operator of the federation' : partiesOf(person).join(', '),
  represents: [],
});

const partiesOf = ({ key }: PersonRow) => federation.parties.filter(({ account }) => account === key).map(({ name }) => name);

const readable = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Easy to read out and to type: sixteen signs that are not mistaken for each other, 79 bits. */
function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => readable[randomInt(readable.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}

/** The lines that a start prints: the operator and some of the others. */
export function describeAccounts({ accounts }: DemoRecord, path: string): string[] {
  const shown = accounts.slice(0, 8);
  const width = Math.max(...shown.map(({ email }) => email.length));
  return [
    'Demo accounts:',
    ...shown.map(({ email, password, role }) => `  ${email.padEnd(width)}  ${password}  ${role}`),
    `  All ${accounts.length} of them, with a token each: ${path}`,
  ];
}

import { Collection, Database, type Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { EntitySchema } from 'typeorm';
import type { Account } from './account.js';

export const accountSchema = new EntitySchema<Account>({
  name: 'account',
  columns: {
    id: { type: 'uuid', primary: true },
    version: { type: 'int' },
    email: { type: 'text' },
    name: { type: 'text' },
    locale: { type: 'text' },
    operator: { type: 'boolean' },
    createdAt: { type: 'timestamptz' },
  },
});

/** What stands behind an e-mail address at sign-in. */
export interface Credential {
  readonly accountId: string;
  readonly passwordHash: string;
}

@Injectable()
export class Accounts extends Collection<Account> {
  constructor(database: Database) {
    super(database, accountSchema);
  }

  /** Keeps the password's hash of an account; apart from the account, so that no query of accounts ever reads it. */
  addCredential(work: Work, { accountId, passwordHash }: Credential): void {
    work.write({ text: 'INSERT INTO credential (account_id, password_hash) VALUES ($1, $2)', values: [accountId, passwordHash] });
  }

  /** Takes the place of the first operator. There is one such place: a second taker breaks `first_operator_pkey`. */
  takeFirstOperator(work: Work, accountId: string): void {
    work.write({ text: 'INSERT INTO first_operator (account_id) VALUES ($1)', values: [accountId] });
  }

  /** The credential behind an address, before anybody is signed in: by a function that answers this one row alone. */
  async findCredential(work: Work, email: string): Promise<Credential | undefined> {
    const [row] = await work.query<Credential>('SELECT account_id AS "accountId", password_hash AS "passwordHash" FROM credential_of($1)', [email]);
    return row;
  }
}

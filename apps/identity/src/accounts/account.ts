import { accept, AccountCreated, type Instant } from '@klaster/contracts';

/** A person's login. Its name and e-mail address stay in this service: no event and no log line carries them. */
export interface Account {
  readonly id: string;
  readonly version: number;
  readonly email: string;
  readonly name: string;
  readonly locale: 'pl' | 'en';
  /** An operator of the federation. */
  readonly operator: boolean;
  readonly createdAt: Instant;
}

export type NewAccount = Pick<Account, 'email' | 'name' | 'locale' | 'operator'>;

/** A person signs up. */
export function createAccount(id: string, { email, name, locale, operator }: NewAccount, now: Instant) {
  const account: Account = { id, version: 0, email, name, locale, operator, createdAt: now };
  return accept(account, [AccountCreated.of({ accountId: id, operator })]);
}

import { type createAccount as contract, EmailTaken, type Instant, isRefusal, OperatorCodeInvalid, refuse, type Refusal, type RequestOf } from '@klaster/contracts';
import { Database, newId, RuleBroken, type Work } from '@klaster/persistence';
import { Clock } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { IdentitySettings } from '../settings.js';
import { type Account, createAccount } from './account.js';
import { Accounts } from './accounts.js';
import { isOperatorCode } from './operator-code.js';
import { PasswordHashes } from './password-hashes.js';

export type SignUpForm = RequestOf<typeof contract>;
export type SignUpRefusal = Refusal<'email-taken' | 'operator-code-invalid' | 'overloaded'>;

/** How a person gets an account: by the API's operation and by the page in a browser alike. */
@Injectable()
export class SignUp {
  constructor(
    private readonly database: Database,
    private readonly accounts: Accounts,
    private readonly passwords: PasswordHashes,
    private readonly settings: IdentitySettings,
    private readonly clock: Clock,
  ) {}

  /** Decides and gathers what is to be written; whoever began the work commits it. */
  async within(work: Work, { email, password, name, locale, operatorCode }: SignUpForm, now: Instant): Promise<Account | SignUpRefusal> {
    const operator = operatorCode !== undefined;
    if (operator && !isOperatorCode(this.settings.operatorCode, operatorCode)) return refuse(OperatorCodeInvalid);
    // Slow on purpose, and so before anything is read or written: no lock is held meanwhile.
    const passwordHash = await this.passwords.hash(password);
    if (isRefusal(passwordHash)) return passwordHash;
    const created = createAccount(newId(), { email, name, locale, operator }, now);
    const accountId = created.state.id;
    // From here on it works as the new account: row security takes no other account's rows.
    work.enter('', accountId);
    work.refuseWhenTaken('account_email', refuse(EmailTaken));
    work.refuseWhenTaken('first_operator_pkey', refuse(OperatorCodeInvalid));
    if (operator) this.accounts.takeFirstOperator(work, accountId);
    this.accounts.addCredential(work, { accountId, passwordHash });
    return this.accounts.add(work, created);
  }

  /** Signs a person up in a transaction of its own. */
  async now(form: SignUpForm, requestId: string): Promise<Account | SignUpRefusal> {
    const now = this.clock.now();
    const work = this.database.begin({ service: 'identity', requestId, now });
    try {
      const account = await this.within(work, form, now);
      if (isRefusal(account)) await work.rollback();
      else await work.commit();
      return account;
    } catch (error) {
      await work.rollback();
      const taken = error instanceof RuleBroken ? work.refusalFor(error.constraint) : undefined;
      if (taken) return taken as SignUpRefusal;
      throw error;
    }
  }
}

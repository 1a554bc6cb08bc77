import { hash } from 'node:crypto';
import { EmailAddress, type Instant, isRefusal } from '@klaster/contracts';
import { Database, type Work } from '@klaster/persistence';
import { Clock } from '@klaster/service-kit';
import { Injectable } from '@nestjs/common';
import { Accounts } from '../accounts/accounts.js';
import { PasswordHashes } from '../accounts/password-hashes.js';
import { attempt, type Attempts } from './back-off.js';

/** How signing in ended. Nothing in it, nor the time it takes, tells whether the address has an account. */
export type SignInOutcome =
  | { readonly signedIn: string }
  | { readonly refused: 'wrong' }
  | { readonly refused: 'too-soon'; readonly waitSeconds: number }
  | { readonly refused: 'busy' };

const wrong: SignInOutcome = { refused: 'wrong' };
const longestPassword = 200;

/** Signs people in by e-mail address and password. */
@Injectable()
export class PasswordSignIn {
  constructor(
    private readonly database: Database,
    private readonly accounts: Accounts,
    private readonly passwords: PasswordHashes,
    private readonly clock: Clock,
  ) {}

  async signIn(emailInput: string, password: string, requestId: string): Promise<SignInOutcome> {
    const email = EmailAddress.safeParse(emailInput.trim());
    if (!email.success || password.length > longestPassword) return wrong;
    const key = hash('sha256', email.data, 'buffer');
    const { wait, credential } = await this.within(requestId, async (work, now) => ({
      wait: await claimAttempt(work, key, now),
      credential: await this.accounts.findCredential(work, email.data),
    }));
    if (wait > 0) return { refused: 'too-soon', waitSeconds: wait };
    // No transaction is open while the password is checked.
    const fits = await this.passwords.check(credential?.passwordHash, password);
    if (isRefusal(fits)) return { refused: 'busy' };
    if (!fits || !credential) return wrong;
    await this.within(requestId, (work) => work.query('DELETE FROM sign_in_attempt WHERE email_sha256 = $1', [key]));
    return { signedIn: credential.accountId };
  }

  /** Deletes the counts that no longer count. */
  async purge(): Promise<void> {
    await this.within('purge', (work, now) => work.query(`DELETE FROM sign_in_attempt WHERE last_at < $1::timestamptz - interval '1 day'`, [now]));
  }

  private within<Result>(requestId: string, act: (work: Work, now: Instant) => Promise<Result>): Promise<Result> {
    const now = this.clock.now();
    return this.database.within({ service: 'identity', requestId, now }, (work) => act(work, now));
  }
}

/** Counts an attempt; answers the seconds to wait where it is too soon. The row stays locked until it is counted. */
async function claimAttempt(work: Work, key: Buffer, now: Instant): Promise<number> {
  const [before] = await work.query<Attempts>(
    `INSERT INTO sign_in_attempt AS a (email_sha256, failures, last_at, blocked_until) VALUES ($1, 0, $2, $2)
     ON CONFLICT (email_sha256) DO UPDATE SET failures = a.failures
     RETURNING failures, last_at AS "lastAt", blocked_until AS "blockedUntil"`,
    [key, now],
  );
  const after = attempt(before as Attempts, now);
  if ('waitSeconds' in after) return after.waitSeconds;
  await work.query('UPDATE sign_in_attempt SET failures = $2, last_at = $3, blocked_until = $4 WHERE email_sha256 = $1', [key, after.failures, after.lastAt, after.blockedUntil]);
  return 0;
}

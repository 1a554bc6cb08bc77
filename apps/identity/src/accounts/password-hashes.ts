import { Overloaded, type Refusal, refuse } from '@klaster/contracts';
import { Injectable } from '@nestjs/common';
import { argon2id, hash, verify } from 'argon2';

/**
 * OWASP Password Storage Cheat Sheet, argon2id: 46 MiB, one pass, one lane; of its equal choices the one above 32 MiB,
 * because the C library gives blocks of that size back at once. With 19 MiB each of four threads kept its own for ever.
 */
const cost = { type: argon2id, memoryCost: 47_104, timeCost: 1, parallelism: 1 } as const;

/** A hash takes a core for tens of milliseconds and its memory on purpose: so many at once, so many waiting, the others at once no. */
const atOnce = 2;
const waitingAtMost = 10;

type Busy = Refusal<'overloaded'>;

/** Hashes passwords and checks them, a few at a time, so that a flood of guesses cannot take the whole process. */
@Injectable()
export class PasswordHashes {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  /** What is checked where there is no account: it takes the same time and never fits. */
  private readonly nobody = hash(crypto.randomUUID(), cost);

  hash(password: string): Promise<string | Busy> {
    return this.inTurn(() => hash(normal(password), cost));
  }

  /** Whether the password is the one that was hashed. Without a hash it takes as long and answers false. */
  check(passwordHash: string | undefined, password: string): Promise<boolean | Busy> {
    return this.inTurn(async () => {
      const fits = await verify(passwordHash ?? (await this.nobody), normal(password));
      return fits && passwordHash !== undefined;
    });
  }

  private async inTurn<Result>(act: () => Promise<Result>): Promise<Result | Busy> {
    if (this.running >= atOnce) {
      if (this.waiting.length >= waitingAtMost) return refuse(Overloaded);
      // Whoever leaves hands over its place, so that `running` is not counted down and up again.
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    } else this.running += 1;
    try {
      return await act();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}

/** The same password is the same bytes on every keyboard (RFC 8265, OpaqueString). */
const normal = (password: string) => password.normalize('NFC');

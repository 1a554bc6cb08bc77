import { createBlindedToken, unblind } from '@klaster/voting';
import type { Answer, Json } from './http.ts';
import { granted, Person } from './person.ts';

/** Rules by which a story need not wait: deliberation and voting may be as short as they like. */
export const patientRules = { deliberationHours: 0, votingHours: 0, hearingDays: 0 } as const;

/** What a voter knows of its secret ballot. */
export interface SecretToken {
  readonly token: string;
  readonly signature: string;
}

/** What people do at the table of one cluster, step by step, through the public door. */
export class RoundTable {
  readonly base: string;

  constructor(clusterId: string) {
    this.base = `/v1/clusters/${clusterId}`;
  }

  async put(by: Person, matter: object): Promise<Json> {
    return granted(await by.post(`${this.base}/matters`, { title: 'Sprawa', text: 'Postanawiamy razem.', ...matter }));
  }

  /** Deliberation opens; voting is far away until somebody opens it. */
  async deliberate(by: Person, matterId: string): Promise<Json> {
    const far = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    return granted(await by.post(`${this.matter(matterId)}/deliberation`, { votingOpensAt: far(10), votingClosesAt: far(20) }));
  }

  async openVoting(by: Person, matterId: string): Promise<Json> {
    return granted(await by.post(`${this.matter(matterId)}/voting`));
  }

  /** Casts the ballot of a seat, whatever it said before. */
  async cast(person: Person, matterId: string, choice: object, seat?: string): Promise<Answer> {
    const path = `${this.matter(matterId)}/ballot`;
    const { version } = granted(await person.get(seat ? `${path}?seat=${seat}` : path));
    return person.put(path, { choice, ...(seat ? { seat } : {}) }, { 'if-match': `"${version}"` });
  }

  /** Has a token signed unseen, as a voter's device does. */
  async token(person: Person, matterId: string): Promise<SecretToken> {
    const { tallyKey } = granted(await person.get(this.matter(matterId)));
    const blinded = await createBlindedToken(tallyKey, matterId);
    const { blindSignature } = granted(await person.post(`${this.matter(matterId)}/token`, { blinded: blinded.blinded }));
    const token = await unblind(tallyKey, blinded, blindSignature);
    if (!token) throw new Error('the signature is not that of the table');
    return token;
  }

  /** Casts a secret ballot without signing in. */
  castSecretly(gatewayUrl: string, matterId: string, token: SecretToken, choice: object): Promise<Answer> {
    return new Person({ name: 'a voter', gatewayUrl }).post(`${this.matter(matterId)}/secret-ballots`, { token: token.token, signature: token.signature, choice });
  }

  async close(by: Person, matterId: string): Promise<Json> {
    return granted(await by.post(`${this.matter(matterId)}/closing`));
  }

  /** From the deliberation to the decision, with what everybody says. */
  async decide(by: Person, matterId: string, votes: readonly (readonly [Person, object])[]): Promise<Json> {
    const { state } = granted(await by.get(this.matter(matterId)));
    if (state === 'draft') await this.deliberate(by, matterId);
    await this.openVoting(by, matterId);
    for (const [person, choice] of votes) granted(await this.cast(person, matterId, choice));
    return this.close(by, matterId);
  }

  async result(by: Person, matterId: string): Promise<Json> {
    return granted(await by.get(`${this.matter(matterId)}/result`));
  }

  matter(id: string): string {
    return `${this.base}/matters/${id}`;
  }
}

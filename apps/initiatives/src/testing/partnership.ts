import {
  type AgreementVersion, bringIdea, formInitiative, joinInitiative, leaveInitiative, listPartners, type Partner, proposeAgreement, type RequestInputOf, signAgreement, startInitiative,
} from '@klaster/contracts';
import type { Member } from './members.js';

type Terms = NonNullable<RequestInputOf<typeof proposeAgreement>['terms']>;

/** Members in one initiative; the first has brought it. */
export class Partnership {
  private constructor(
    readonly clusterId: string,
    readonly initiativeId: string,
  ) {}

  /** The partnership forms, and all of these have joined. */
  static async forming(clusterId: string, [first, ...others]: readonly Member[]): Promise<Partnership> {
    const { id: initiativeId } = await first!.person.get(bringIdea, { clusterId, title: 'Ogród społeczny', summary: 'Wspólny ogród', novelty: 'Prowadzą go sąsiedzi' });
    const partnership = new Partnership(clusterId, initiativeId);
    await first!.person.get(formInitiative, partnership.here);
    for (const { person } of others) await person.get(joinInitiative, partnership.here);
    return partnership;
  }

  /** The work runs, by an agreement that all of these have signed. */
  static async running(clusterId: string, members: readonly Member[], change: Partial<Terms> = {}): Promise<Partnership> {
    const partnership = await Partnership.forming(clusterId, members);
    await partnership.agree(members, await partnership.propose(members[0]!, members, change));
    await members[0]!.person.get(startInitiative, partnership.here);
    return partnership;
  }

  get here() {
    return { clusterId: this.clusterId, initiativeId: this.initiativeId };
  }

  /** Somebody proposes a version that names these. */
  propose({ person }: Member, named: readonly Member[], change: Partial<Terms> = {}): Promise<AgreementVersion> {
    const terms: Terms = { purpose: 'Ogród', from: '2026-03-01', partners: named.map(({ memberId }) => ({ memberId })), ...change };
    return person.get(proposeAgreement, { ...this.here, text: 'Pracujemy razem.', terms });
  }

  sign({ person }: Member, { number, sha256 }: Pick<AgreementVersion, 'number' | 'sha256'>) {
    return person.call(signAgreement, { ...this.here, number, sha256 });
  }

  /** These sign one after the other; answers the version as the last of them sees it. */
  async agree(members: readonly Member[], version: AgreementVersion): Promise<AgreementVersion> {
    let seen = version;
    for (const { person } of members) seen = await person.get(signAgreement, { ...this.here, number: version.number, sha256: version.sha256 });
    return seen;
  }

  leave({ person, memberId }: Member, fields: { readonly reason?: string } = {}) {
    return person.call(leaveInitiative, { ...this.here, memberId, ...fields });
  }

  /** All that ever were, in their order. */
  async partners({ person }: Member): Promise<Partner[]> {
    return (await person.get(listPartners, { ...this.here, limit: 200 })).items;
  }

  /** The state of each, in their order. */
  async states(by: Member): Promise<string[]> {
    return (await this.partners(by)).map(({ state }) => state);
  }
}

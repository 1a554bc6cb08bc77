import { type AgreementTerms, bringIdea, formInitiative, joinInitiative, proposeAgreement, signAgreement, startInitiative } from '@klaster/contracts';
import type { Testbed } from '@klaster/testing';
import { admit, type Member } from './members.js';

/** What an initiative is asked by. */
export interface InInitiative {
  readonly clusterId: string;
  readonly initiativeId: string;
}

/** So many members of a cluster, known to the service. */
export async function admitAll(bed: Testbed, clusterId: string, count: number): Promise<Member[]> {
  const members = await Promise.all(Array.from({ length: count }, () => admit(bed, clusterId)));
  await bed.settle();
  return members;
}

/** The next version of the agreement is in force: proposed by the first of these, who all sign it. */
export async function agree(here: InInitiative, [first, ...others]: readonly Member[], terms?: AgreementTerms): Promise<number> {
  const { number, sha256 } = await first!.person.get(proposeAgreement, { ...here, text: 'Pracujemy razem.', ...(terms && { terms }) });
  for (const { person } of [first!, ...others]) await person.get(signAgreement, { ...here, number, sha256 });
  return number;
}

/** An initiative that runs, with these members as its partners: the first has brought it and coordinates. Without terms they are plain equal partners. */
export async function run(clusterId: string, members: readonly Member[], terms?: AgreementTerms): Promise<InInitiative> {
  const [first, ...others] = members;
  const { id: initiativeId } = await first!.person.get(bringIdea, { clusterId, title: 'Ogród', summary: 'Wspólny ogród', novelty: 'Prowadzą go sąsiedzi' });
  const here = { clusterId, initiativeId };
  await first!.person.get(formInitiative, here);
  for (const { person } of others) await person.get(joinInitiative, here);
  await agree(here, members, terms);
  await first!.person.get(startInitiative, here);
  return here;
}

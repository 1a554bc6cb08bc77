import type { HomeFinder } from '@klaster/service-kit';
import type { Work } from '@klaster/persistence';
import { Injectable } from '@nestjs/common';
import { homeOf } from './home.js';

/** What a request may name. */
interface Named {
  readonly initiativeId?: string;
  readonly receiver?: { readonly initiativeId?: string; readonly memberId?: string };
  readonly lines?: readonly { readonly receiver: { readonly initiativeId?: string } }[];
  readonly offerId?: string;
  /** Only promises have it. */
  readonly by?: string;
  readonly contributionId?: string;
  readonly purseId?: string;
  readonly pledgeId?: string;
  readonly needId?: string;
}

/** Which initiative a thing is for; a thing for a member is for none. */
const things = {
  contributionId: 'SELECT receiver_initiative AS "initiativeId" FROM contribution WHERE id = $1',
  purseId: 'SELECT initiative_id AS "initiativeId" FROM purse WHERE id = $1',
  pledgeId: 'SELECT receiver_initiative AS "initiativeId" FROM pledge WHERE id = $1',
  needId: 'SELECT receiver_initiative AS "initiativeId" FROM need WHERE id = $1',
} as const;

/** Home clusters by the initiatives of theirs in which a cluster takes part, or did: who has left still sees what it gave and promised, and is asked for nothing more. */
type Homes = ReadonlyMap<string, string>;

/**
 * Finds the home of what a member of another cluster asks about. It goes there for an initiative in which its cluster takes
 * part, and for what was given, promised, needed or is in a purse for such a one; for nothing else of that cluster.
 */
@Injectable()
export class SharedInitiatives implements HomeFinder {
  /** A request that names no such thing asks for nothing; for a cluster that takes part in nothing it is remembered. */
  async find(work: Work, request: Named): Promise<string | undefined> {
    const initiatives = initiativesIn(request);
    const thing = initiatives ? undefined : thingIn(request);
    if (!initiatives && !thing) return undefined;
    const homes = await this.homes(work);
    if (homes.size === 0) return undefined;
    return thing ? homeOfThing(work, homes, ...thing) : homeOfAll(homes, initiatives!);
  }

  /** The clusters in whose initiatives one takes part, or did, whose tenant is entered: there may be something open there still. */
  async homesOf(work: Work, clusterId: string): Promise<string[]> {
    const rows = await work.query<{ home: string }>('SELECT DISTINCT cluster_id AS home FROM directory_guest WHERE guest_cluster_id = $1', [clusterId]);
    return rows.map(({ home }) => home);
  }

  /** Of the cluster whose tenant is entered. */
  private homes(work: Work): Promise<Homes> {
    const own = homeOf(work);
    return work.recall('shared initiatives', async () => {
      const rows = await work.query<{ initiativeId: string; home: string }>(`SELECT initiative_id AS "initiativeId", cluster_id AS home FROM directory_guest WHERE guest_cluster_id = $1`, [own]);
      return new Map(rows.map(({ initiativeId, home }) => [initiativeId, home]));
    });
  }
}

/** The initiatives that a request names, one or those of many lines; undefined marks one that is not for an initiative. None where it does not say. */
function initiativesIn({ initiativeId, receiver, lines }: Named): readonly (string | undefined)[] | undefined {
  if (lines) return lines.map((line) => line.receiver.initiativeId);
  if (receiver) return [receiver.initiativeId];
  return initiativeId === undefined ? undefined : [initiativeId];
}

/** Lines that are not all for one home stay where they are: those for another are not known there. */
function homeOfAll(homes: Homes, initiatives: readonly (string | undefined)[]): string | undefined {
  const found = new Set(initiatives.map((id) => (id === undefined ? undefined : homes.get(id))));
  const [home] = found;
  return found.size === 1 ? home : undefined;
}

function thingIn(request: Named): [kind: keyof typeof things, id: string] | undefined {
  // Offers are not shared: who names one to look at, or with what it goes together, stays where it is.
  if (request.offerId !== undefined && request.by === undefined) return undefined;
  for (const kind of Object.keys(things) as (keyof typeof things)[]) if (request[kind] !== undefined) return [kind, request[kind]];
  return undefined;
}

/** In the own cluster first: most things are. */
async function homeOfThing(work: Work, homes: Homes, kind: keyof typeof things, id: string): Promise<string | undefined> {
  const own = homeOf(work);
  const find = () => work.query<{ initiativeId: string | null }>(things[kind], [id]);
  if ((await find()).length > 0) return undefined;
  for (const home of new Set(homes.values())) {
    work.moveTo(home);
    const [thing] = await find();
    work.moveTo(own);
    if (thing?.initiativeId && homes.get(thing.initiativeId) === home) return home;
  }
  return undefined;
}

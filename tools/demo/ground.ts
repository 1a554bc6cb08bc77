import type { Platform } from '../platform.ts';
import type { Progress } from '../progress.mjs';
import type { ApiClient } from './api-client.ts';
import { DemoFile } from './demo-record.ts';
import { partyOf } from './federation.ts';
import { inParallel } from './in-parallel.ts';
import type { ClusterPlan } from './rows.ts';

/** Where the demo is loaded: of a platform that runs, what everybody may know, and the code for its first operator. */
export type Site = Pick<Platform, 'home' | 'gatewayUrl' | 'issuerUrl' | 'operatorCode'>;

export interface LoadOptions {
  /** Hears how far it has come. */
  readonly report?: Pick<Progress, 'doing'>;
  /** Ends it; the next start takes it up again. */
  readonly signal?: AbortSignal;
}

/** What every part of the loading works with. */
export class Ground {
  readonly site: Site;
  readonly file: DemoFile;
  readonly signal: AbortSignal | undefined;
  private readonly report: LoadOptions['report'];

  constructor(site: Site, { report, signal }: LoadOptions) {
    this.site = site;
    this.file = new DemoFile(site);
    this.report = report;
    this.signal = signal;
  }

  /** An instant so long after the loading began: the same when it is taken up again, as repeated requests must be. */
  after({ days = 0, minutes = 0 }: { readonly days?: number; readonly minutes?: number }): string {
    return new Date(Date.parse(this.file.record.startedAt) + (days * 1_440 + minutes) * 60_000).toISOString();
  }

  /** Does the same with every item, some at a time, and says how far it has come: `Demo: 42 of 97 contributions`. */
  async eachOf<Item, Result>(what: string, items: readonly Item[], act: (item: Item, index: number) => Promise<Result>, atOnce = 6): Promise<Result[]> {
    let done = 0;
    const say = () => this.report?.doing(`Demo: ${done} of ${items.length} ${what}`);
    say();
    return inParallel(items, atOnce, async (item, index) => {
      this.signal?.throwIfAborted();
      const result = await act(item, index);
      done += 1;
      say();
      return result;
    });
  }
}

/** Ids as the platform gave them. */
export interface Known {
  /** By key of the party. */
  readonly parties: Map<string, string>;
  /** By `cluster/party`. */
  readonly members: Map<string, string>;
}

/** A cluster of the demo as it stands in the platform, and who may act in it. */
export class Table {
  readonly plan: ClusterPlan;
  readonly id: string;
  private readonly clients: ReadonlyMap<string, ApiClient>;
  private readonly known: Known;

  constructor(plan: ClusterPlan, id: string, clients: ReadonlyMap<string, ApiClient>, known: Known) {
    this.plan = plan;
    this.id = id;
    this.clients = clients;
    this.known = known;
  }

  memberId(party: string): string {
    const id = this.known.members.get(`${this.plan.key}/${party}`);
    if (!id) throw new Error(`${party} is no member of ${this.plan.key}`);
    return id;
  }

  partyId(party: string): string {
    const id = this.known.parties.get(party);
    if (!id) throw new Error(`${party} is not registered`);
    return id;
  }

  /** A party that became a member after the others. */
  remember(party: string, memberId: string): void {
    this.known.members.set(`${this.plan.key}/${party}`, memberId);
  }

  clientOf(party: string): ApiClient {
    const client = this.clients.get(partyOf(party).account);
    if (!client) throw new Error(`nobody is signed in for ${party}`);
    return client;
  }

  /** How to send something as a party: for which member, and with which key. */
  as(party: string, key: string): { readonly actingFor: string; readonly key: string } {
    return { actingFor: this.memberId(party), key: `demo/${this.plan.key}/${key}` };
  }
}

import { randomUUID } from 'node:crypto';
import { day } from '../world/calendar.ts';
import { granted, type Json, type World } from '../world/world.ts';
import type { Prepared, Sides } from './membership-things.ts';

/** Makes things of resources as they must be for an operation to be granted to the right caller. */
export class ResourceThings {
  private readonly makers: Readonly<Record<string, () => Promise<Prepared>>>;
  private readonly world: World;
  private readonly sides: Sides;
  private readonly base: string;
  private readonly here: { readonly clusterId: string };
  private running: Promise<string> | undefined;

  constructor(world: World, clusterId: string, sides: Sides) {
    this.world = world;
    this.sides = sides;
    this.here = { clusterId };
    this.base = `/v1/clusters/${clusterId}`;
    this.makers = { ...this.categories(), ...this.offers(), ...this.needs(), ...this.pledges(), ...this.matches(), ...this.contributions(), ...this.rates(), ...this.purses(), ...this.files() };
  }

  /** Undefined for operations that need nothing special. */
  prepare(name: string): Promise<Prepared> | undefined {
    return this.makers[name.replace(/^resources\./, '')]?.();
  }

  private readonly categories = () => ({
    'own-categories.add': async () => ({ path: this.here, body: { code: `k${randomUUID().slice(0, 8)}`, kind: 'human', name: { pl: 'Pszczelarstwo', en: 'Beekeeping' }, units: ['h'] } }),
    'own-categories.get': async () => ({ path: { ...this.here, code: 'hall' } }),
  });

  private readonly offers = () => ({
    'offers.make': async () => ({ path: this.here, body: offerBody }),
    'offers.change': async () => ({ path: await this.offer(), body: { title: 'Sala na piętrze' } }),
    'offers.get': async () => ({ path: await this.offer() }),
    'offers.publish': async () => ({ path: await this.offer(false) }),
    'offers.pause': async () => ({ path: await this.offer() }),
    'offers.withdraw': async () => ({ path: await this.offer() }),
    'offers.availability': async () => ({ path: await this.offer(), query: { from: `${day(1)}T00:00:00Z`, until: `${day(8)}T00:00:00Z` } }),
    'offers.reservations': async () => ({ path: await this.offer() }),
  });

  private readonly needs = () => ({
    'needs.raise': async () => ({ path: this.here, body: needBody }),
    'needs.change': async () => ({ path: await this.need(), body: { title: 'Kierowca z autem', quantity: { value: '5', unit: 'h' } } }),
    'needs.get': async () => ({ path: await this.need() }),
    'needs.cancel': async () => ({ path: await this.need() }),
  });

  private readonly pledges = () => ({
    'pledges.propose': async () => ({ path: this.here, body: { receiver: { memberId: this.sides.otherId }, ...hours, by: day(30) } }),
    'pledges.get': async () => ({ path: await this.pledge() }),
    'pledges.accept': async () => ({ path: await this.pledge() }),
    'pledges.decline': async () => ({ path: await this.pledge(), body: { reason: 'Nie tym razem.' } }),
    'pledges.cancel': async () => ({ path: await this.pledge('member'), body: { reason: 'Zmiana planów.' } }),
  });

  private readonly matches = () => ({
    'matches.for-need': async () => ({ path: await this.need() }),
    'matches.for-offer': async () => ({ path: await this.offer() }),
    'matches.dismiss-offer': async () => ({ path: { ...(await this.need()), offerId: (await this.offerOf('other')).offerId } }),
    'matches.dismiss-need': async () => ({ path: { ...(await this.offer()), needId: (await this.need()).needId } }),
  });

  private readonly contributions = () => ({
    'contributions.dispute': async () => ({ path: await this.contribution('other'), body: { reason: 'Było mniej.' } }),
    'contributions.return': async () => ({ path: await this.loan(), body: { returnedOn: day() } }),
    'contributions.record-batch': async () => ({ path: this.here, body: { lines: [{ receiver: { memberId: this.sides.otherId }, ...hours, givenOn: day() }] } }),
    'contributions.import': async () => ({ path: this.here, body: { csv: `data;kategoria;ilość;jednostka\n${day()};tutoring;1,5;h\n`, receiver: { memberId: this.sides.otherId } } }),
    'remarks.make': async () => ({ path: await this.disputed(), body: { text: 'Sprawdźmy listę.' } }),
    'remarks.list': async () => ({ path: await this.disputed() }),
    'remarks.get': async () => {
      const path = await this.disputed();
      return { path: { ...path, remarkId: granted(await this.sides.other.get(`${this.base}/contributions/${path['contributionId']}/remarks`)).items[0].id } };
    },
  });

  private readonly rates = () => ({
    'rate-tables.open': async () => ({ path: this.here, body: rateTableBody() }),
    'rate-tables.get': async () => ({ path: await this.rateTable() }),
    'rate-tables.publish': async () => ({ path: await this.rateTable(), body: { validFrom: '2026-01-01', rates: rateTableBody().rates } }),
    'rate-tables.versions': async () => ({ path: await this.rateTable() }),
    'rate-tables.version': async () => ({ path: { ...(await this.rateTable()), number: '1' } }),
  });

  private readonly purses = () => ({
    'purses.get': async () => ({ path: await this.purse() }),
    'purses.entries': async () => ({ path: await this.purse() }),
    'purses.entry': async () => ({ path: { ...(await this.purse()), entryId: (await this.entries())[0].id } }),
    'purses.pay': async () => ({ path: await this.purse(), body: payment }),
    'purses.reverse-payment': async () => {
      const path = await this.purse();
      return { path: { ...path, entryId: granted(await this.sides.other.post(`${this.base}/purses/${path['purseId']}/payments`, payment)).id }, body: { reason: 'Sklep oddał.' } };
    },
  });

  private readonly files = () => ({
    'files.keep': async () => ({ path: this.here, query: { name: 'notatka.txt' }, file: new TextEncoder().encode(`notatka ${randomUUID()}`) }),
    'files.get': async () => ({ path: await this.file() }),
    'files.open': async () => ({ path: await this.file() }),
  });

  private offer(publish = true) {
    return this.offerOf('member', publish);
  }

  private async offerOf(side: 'member' | 'other', publish = true) {
    const { id, version } = granted(await this.sides[side].post(`${this.base}/offers`, { ...offerBody, publish }));
    return { ...this.here, offerId: id as string, version: String(version) };
  }

  private async need() {
    const { id, version } = granted(await this.sides.member.post(`${this.base}/needs`, needBody));
    return { ...this.here, needId: id as string, version: String(version) };
  }

  /** Proposed by the other, so that the member may answer; or by itself, to be taken back. */
  private async pledge(by: 'member' | 'other' = 'other'): Promise<Record<string, string>> {
    const { memberId, otherId } = this.sides;
    return { ...this.here, pledgeId: granted(await this.sides[by].post(`${this.base}/pledges`, { receiver: { memberId: by === 'other' ? memberId : otherId }, ...hours, by: day(30) })).id };
  }

  private async contribution(by: 'member' | 'other', fields: object = hours): Promise<Record<string, string>> {
    const { memberId, otherId } = this.sides;
    const [giver, taker] = by === 'member' ? [memberId, otherId] : [otherId, memberId];
    return { ...this.here, contributionId: granted(await this.sides[by].post(`${this.base}/contributions`, { giver, receiver: { memberId: taker }, givenOn: day(), ...fields })).id };
  }

  private async disputed(): Promise<Record<string, string>> {
    const path = await this.contribution('other');
    granted(await this.sides.member.post(`${this.base}/contributions/${path['contributionId']}/dispute`, { reason: 'Było mniej.' }));
    return path;
  }

  private async loan(): Promise<Record<string, string>> {
    const path = await this.contribution('member', { category: 'tools', quantity: { value: '2', unit: 'piece' }, action: 'transferCustody', returnBy: day(10) });
    granted(await this.sides.other.post(`${this.base}/contributions/${path['contributionId']}/confirmation`));
    return path;
  }

  private async rateTable(): Promise<Record<string, string>> {
    return { ...this.here, rateTableId: granted(await this.sides.member.post(`${this.base}/rate-tables`, rateTableBody())).id };
  }

  /** The purse of an initiative of both, with money in it. */
  private async purse(): Promise<Record<string, string>> {
    const { member, other } = this.sides;
    this.running ??= this.world.initiative({ cluster: this.here.clusterId, title: 'Wspólna kasa', partners: [member, other] }).then(({ id }) => id as string);
    const initiativeId = await this.running;
    const { contributionId } = await this.contribution('member', { receiver: { initiativeId }, category: 'donation', amount: { amountMinor: 50_000, currency: 'PLN' } });
    granted(await other.post(`${this.base}/contributions/${contributionId}/confirmation`));
    return { ...this.here, purseId: granted(await member.get(`${this.base}/purses?initiativeId=${initiativeId}`)).items[0].id };
  }

  private async entries(): Promise<Json[]> {
    const { purseId } = await this.purse();
    return granted(await this.sides.member.get(`${this.base}/purses/${purseId}/entries`)).items;
  }

  private async file(): Promise<Record<string, string>> {
    const { sha256 } = granted(await this.sides.member.sendFile(`${this.base}/files?name=notatka.txt`, new TextEncoder().encode(`notatka ${randomUUID()}`)));
    return { ...this.here, sha256 };
  }
}

const offerBody = { category: 'hall', title: 'Sala ze sceną', visibility: 'federation' };
const needBody = { category: 'driving', title: 'Kierowca na sobotę', quantity: { value: '4', unit: 'h' } };
const hours = { category: 'tutoring', quantity: { value: '1', unit: 'h' } };
const payment = { amountMinor: 100, payee: 'Sklep żelazny', purpose: 'Gwoździe', paidOn: day() };
const rateTableBody = () => ({ name: `Stawki ${randomUUID()}`, basis: 'Konkurs ofert', validFrom: '2020-01-01', rates: [{ category: 'tutoring', unit: 'h', rateMinor: 3_000 }] });

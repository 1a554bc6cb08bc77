import { day } from '../world/calendar.ts';
import type { Inflictor } from './inflict.ts';
import { Random } from './random.ts';
import type { Answered, Sender } from './sender.ts';
import type { Target } from '../../tools/platform.ts';
import type { Place } from './writers.ts';

type By = 'giver' | 'receiver';
type Reply = NonNullable<Answered['json']>;

/** What is known of one initiative on its way. */
interface Known {
  readonly members: Readonly<Record<By, string>>;
  initiativeId: string;
  sha256: string;
  pledgeId: string;
  riskId: string;
  transferId: string;
}

interface Step {
  readonly name: string;
  readonly by: By;
  /** Behind the cluster. */
  readonly path: (known: Known) => string;
  readonly body?: (known: Known) => object;
  /** What is learnt from the answer. */
  readonly learn?: (known: Known, reply: Reply) => void;
}

const one = (path: string) => (known: Known) => `/initiatives/${known.initiativeId}${path}`;
const zloty = (amountMinor: number) => ({ amountMinor, currency: 'PLN' });
const sign = (by: By): Step => ({ name: `signature of the ${by}`, by, path: one('/agreement/versions/1/signatures'), body: ({ sha256 }) => ({ sha256 }) });
const accept = (by: By): Step => ({ name: `acceptance of the ${by}`, by, path: one('/settlement/acceptance'), body: () => ({ number: 1 }) });
const state = (by: By): Step => ({ name: `statement of the ${by}`, by, path: one('/benefit-statements'), body: () => ({ none: true }) });

/** The life of an initiative: it goes through initiatives and resources, and back. */
export const steps: readonly Step[] = [
  { name: 'idea', by: 'giver', path: () => '/initiatives', body: () => ({ title: 'Festyn', summary: 'Razem', novelty: 'Nowe' }), learn: (known, { id = '' }) => { known.initiativeId = id; } },
  { name: 'forming', by: 'giver', path: one('/forming') },
  { name: 'partner', by: 'receiver', path: one('/partners') },
  { name: 'agreement', by: 'giver', path: one('/agreement/versions'), body: () => ({ text: 'Umowa' }), learn: (known, { sha256 = '' }) => { known.sha256 = sha256; } },
  sign('giver'),
  sign('receiver'),
  { name: 'start', by: 'giver', path: one('/start') },
  { name: 'need', by: 'giver', path: () => '/needs', body: ({ initiativeId }) => ({ initiativeId, category: 'food', title: 'Mąka', quantity: { value: '40', unit: 'kg' } }) },
  {
    name: 'pledge', by: 'giver', path: () => '/pledges', body: ({ initiativeId }) => ({ receiver: { initiativeId }, category: 'tutoring', quantity: { value: '3', unit: 'h' }, by: day(20) }),
    learn: (known, { id = '' }) => { known.pledgeId = id; },
  },
  { name: 'acceptance of the pledge', by: 'receiver', path: ({ pledgeId }) => `/pledges/${pledgeId}/acceptance` },
  { name: 'cost', by: 'giver', path: one('/costs'), body: () => ({ amount: zloty(10_001), incurredOn: day(), description: 'Stoły' }) },
  {
    name: 'risk', by: 'giver', path: one('/risks'), body: ({ members }) => ({ title: 'Deszcz', likelihood: 3, impact: 3, owner: members.giver, response: 'share' }),
    learn: (known, { id = '' }) => { known.riskId = id; },
  },
  { name: 'occurrence', by: 'giver', path: (known) => one(`/risks/${known.riskId}/occurrence`)(known), body: () => ({ occurredOn: day(), reason: 'Padało', loss: zloty(4_000) }) },
  { name: 'lesson', by: 'receiver', path: one('/lessons'), body: () => ({ title: 'Namioty', text: 'Rozstawiać wcześniej.' }) },
  { name: 'closing', by: 'giver', path: one('/closing') },
  { name: 'settlement', by: 'giver', path: one('/settlement'), learn: (known, { transfers }) => { known.transferId = transfers?.[0]?.id ?? ''; } },
  accept('giver'),
  accept('receiver'),
  { name: 'payment', by: 'receiver', path: (known) => one(`/settlement/transfers/${known.transferId}/payment`)(known), body: () => ({ paidOn: day() }) },
  { name: 'receipt', by: 'giver', path: (known) => one(`/settlement/transfers/${known.transferId}/receipt`)(known) },
  state('giver'),
  state('receiver'),
  { name: 'closure', by: 'giver', path: one('/closure') },
];

/** A step while which a process is killed. */
export interface Strike {
  readonly step: number;
  readonly victims: readonly (readonly [Target, number])[];
}

const initiatives = [['initiatives', 1]] as const;
const resources = [['resources', 1], ['resources', 2]] as const;
/** Steps that a single request decides in resources, or that resources answers to. */
const ofResources = ['need', 'pledge', 'acceptance of the pledge', 'closing', 'closure'];

/** Every step has its kill; those between two services one on either side, and the two that end it one of the database. @param every only each so manieth */
export function planStrikes(every: number): Strike[] {
  const at = (name: string) => steps.findIndex((step) => step.name === name);
  const all: Strike[] = [
    ...steps.map((_, step): Strike => ({ step, victims: initiatives })),
    ...ofResources.map((name): Strike => ({ step: at(name), victims: resources })),
    ...['closing', 'closure'].map((name): Strike => ({ step: at(name), victims: [['postgres', 1]] })),
  ];
  return all.filter((_, index) => index % every === 0);
}

/** Takes initiatives from the idea to their closure, one for each strike. */
export class Endings {
  /** The initiatives that were acknowledged as closed. */
  readonly closed: string[] = [];
  private readonly sender: Sender;
  private readonly inflictor: Inflictor;
  private readonly place: Place & { readonly giverId: string };
  private readonly random: Random;

  constructor(sender: Sender, inflictor: Inflictor, place: Place & { readonly giverId: string }, seed: number) {
    this.sender = sender;
    this.inflictor = inflictor;
    this.place = place;
    this.random = new Random(seed * 9_000_011);
  }

  async run(strikes: readonly Strike[]): Promise<void> {
    for (const [number, strike] of strikes.entries()) await this.live(number, strike);
  }

  private async live(number: number, { step: struck, victims }: Strike): Promise<void> {
    const { clusterId, giverId, receiverId } = this.place;
    const known: Known = { members: { giver: giverId, receiver: receiverId }, initiativeId: '', sha256: '', pledgeId: '', riskId: '', transferId: '' };
    for (const [index, { name, by, path, body = () => ({}), learn }] of steps.entries()) {
      const question = { what: 'ending', number: number * 100 + index, token: this.place[by], path: `/v1/clusters/${clusterId}${path(known)}`, body: body(known), impatient: false } as const;
      const [sent] = await Promise.all([this.sender.send(question), index === struck ? this.strike(victims) : undefined]);
      if (sent.fate !== 'acknowledged') {
        this.sender.surprises.push(`initiative ${number} did not get beyond its ${name}: ${sent.fate}`);
        return;
      }
      learn?.(known, sent.body ?? {});
    }
    this.closed.push(known.initiativeId);
  }

  /** A little after the request was sent: while it is on its way, at work, or just answered. */
  private async strike(victims: Strike['victims']): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.random.between(0, 14)));
    for (const [target, replica] of victims) await this.inflictor.inflict({ what: 'kill', target, replica, at: 0, delayMs: 0 });
  }
}

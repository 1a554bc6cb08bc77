import { day } from '../world/calendar.ts';
import { granted, type World } from '../world/world.ts';
import type { Prepared, Sides } from './membership-things.ts';

/** Makes goals and tasks, and what belongs to them, as they must be for an operation to be granted to the right caller. */
export class WorkThings {
  private readonly makers: Readonly<Record<string, () => Promise<Prepared>>>;
  private readonly world: World;
  private readonly clusterId: string;
  private readonly sides: Sides;
  private running: Promise<string> | undefined;

  constructor(world: World, clusterId: string, sides: Sides) {
    this.world = world;
    this.clusterId = clusterId;
    this.sides = sides;
    this.makers = {
      'goals.set': async () => ({ path: await this.initiative(), body: aim }),
      'goals.list': async () => ({ path: await this.initiative() }),
      'goals.get': async () => ({ path: await this.goal() }),
      'goals.change': async () => ({ path: { ...(await this.goal()), version: '1' }, body: { ...aim, target: '80' } }),
      'goals.drop': async () => ({ path: await this.goal(), body: { reason: 'Za mało miejsca' } }),
      'tasks.add': async () => ({ path: await this.initiative(), body: this.taskBody() }),
      'tasks.list': async () => ({ path: await this.initiative() }),
      'tasks.get': async () => ({ path: await this.task() }),
      'tasks.change': async () => ({ path: { ...(await this.task()), version: '1' }, body: { ...this.taskBody(), title: 'Zagrabić' } }),
      'tasks.start': async () => ({ path: await this.task() }),
      'tasks.finish': async () => ({ path: await this.task() }),
      'tasks.drop': async () => ({ path: await this.task(), body: { reason: 'Za mokro' } }),
      'tasks.reopen': async () => {
        const path = await this.task();
        granted(await this.sides.member.post(`/v1/clusters/${this.clusterId}/initiatives/${path.initiativeId}/tasks/${path.taskId}/completion`));
        return { path };
      },
      'calendars.get': async () => ({ path: await this.initiative() }),
      'measurements.record': async () => ({ path: await this.goal(), body: measured }),
      'measurements.list': async () => ({ path: await this.goal() }),
      'measurements.get': async () => {
        const path = await this.goal();
        return { path: { ...path, measurementId: granted(await this.sides.member.post(`${this.base(path)}/${path.goalId}/measurements`, measured)).id } };
      },
    };
  }

  /** Undefined for operations that need nothing special. */
  prepare(name: string): Promise<Prepared> | undefined {
    return this.makers[name.replace(/^initiatives\./, '')]?.();
  }

  private base({ initiativeId }: { readonly initiativeId: string }): string {
    return `/v1/clusters/${this.clusterId}/initiatives/${initiativeId}/goals`;
  }

  private async initiative() {
    const { member, other } = this.sides;
    this.running ??= this.world.initiative({ cluster: this.clusterId, title: 'Z celami', partners: [member, other] }).then(({ id }) => id as string);
    return { clusterId: this.clusterId, initiativeId: await this.running };
  }

  private readonly taskBody = () => ({ title: 'Przekopać', responsible: [this.sides.memberId], accountable: this.sides.otherId, due: day(30) });

  private async task() {
    const path = await this.initiative();
    return { ...path, taskId: granted(await this.sides.member.post(`/v1/clusters/${this.clusterId}/initiatives/${path.initiativeId}/tasks`, this.taskBody())).id as string };
  }

  private async goal() {
    const path = await this.initiative();
    return { ...path, goalId: granted(await this.sides.member.post(this.base(path), aim)).id as string };
  }
}

const aim = { title: 'Więcej drzew', indicator: 'Posadzone drzewa', unit: 'szt.', baseline: '0', target: '100', due: day(90) };
const measured = { value: '12', measuredOn: day() };

import { type Document, NotFound, readCalendar as contract, refuse, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { Agreements } from '../agreements/agreements.js';
import { dueGoals } from '../goals/goals.js';
import { Initiatives } from '../initiatives/initiatives.js';
import { Partners } from '../partners/partners.js';
import { dueTasks } from '../tasks/tasks.js';
import { type Due, lastDays } from './calendar.js';
import { icalOf } from './ical.js';

@Handles(contract)
export class ReadCalendar {
  constructor(
    private readonly initiatives: Initiatives,
    private readonly agreements: Agreements,
    private readonly partners: Partners,
  ) {}

  async handle({ initiativeId, language }: RequestOf<typeof contract>, { work, now }: Call) {
    const [initiative, tasks, goals, inForce, partners] = await Promise.all([
      this.initiatives.find(work, initiativeId), dueTasks(work, initiativeId), dueGoals(work, initiativeId), this.agreements.inForce(work, initiativeId), this.partners.of(work, initiativeId),
    ]);
    if (!initiative) return refuse(NotFound);
    const isOver = initiative.state === 'closed' || initiative.state === 'abandoned';
    const ends = isOver ? [] : lastDays({ ...initiative, until: inForce.at(-1)?.terms.until ?? null, partners });
    const items = [...tasks.map((task): Due => ({ ...task, due: task.due!, what: 'task' })), ...goals.map((goal): Due => ({ ...goal, what: 'goal' })), ...ends];
    const content = icalOf({ title: initiative.title, now, items: items.toSorted((a, b) => (a.due < b.due ? -1 : 1)) }, language);
    return { mediaType: 'text/calendar', fileName: language === 'pl' ? 'terminy.ics' : 'due.ics', encoding: 'utf8', content } satisfies Document;
  }
}

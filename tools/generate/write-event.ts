import { Failure } from '../failure.ts';
import type { EventPlan } from './arguments.ts';
import type { Changes } from './changes.ts';
import { declare, placeOf } from './contract-files.ts';
import { eventDeclaration, eventName, eventSample } from './contract-text.ts';
import { plural } from './names.ts';

/** One sample for each version of each event that was ever published. */
const samples = 'libs/contracts/samples';

/** Writes an event: its contract, and a sample of it for all time. Answers what is to be done next. */
export function writeEvent(changes: Changes, plan: EventPlan): string[] {
  const { service, noun, past, version } = plan;
  const name = `${service}.${noun}.${past}`;
  checkVersion(changes, name, version);
  const place = placeOf(changes, service, plural(noun), `'${name}'`, `'${service}.${noun}.`, `'${service}.${plural(noun)}.`);
  declare(changes, place, eventName(plan), eventDeclaration(plan), 'event');
  const sample = `${samples}/${name}.v${version}.json`;
  changes.create(sample, eventSample(plan));
  return [
    `Say in ${place.path} what it tells: what a reader needs, no names of natural persons, no free text. ${sample} says the same as an example.`,
    `Tell it: a rule returns it with the new state, accept(state, [${eventName(plan)}.of({ … })]).`,
    'React to it in the services that care: a class with @ReactsTo, named as a sentence, under reactions in their modules.',
    'npm run generate -- files, then npm test. More is in docs/contributors/events-and-migrations.md.',
  ];
}

/** Versions follow each other, and one that was published stays as it is. */
function checkVersion(changes: Changes, name: string, version: number): void {
  const text = changes.read('libs/contracts/src/**/*.ts').map((file) => file.text).join('\n');
  const versions = [...text.matchAll(/name: '([^']+)',\n  version: (\d+),/g)].filter((match) => match[1] === name).map((match) => Number(match[2]));
  const next = Math.max(0, ...versions) + 1;
  if (version < next) throw new Failure(`The event ${name} has a version ${version} already, and a published version never changes: --version ${next} makes the next one.`);
  if (version > next) throw new Failure(`The next version of the event ${name} is ${next}.`);
}

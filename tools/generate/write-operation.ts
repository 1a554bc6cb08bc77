import { Failure } from '../failure.ts';
import type { OperationPlan } from './arguments.ts';
import type { Changes } from './changes.ts';
import { declare, type Place, placeOf } from './contract-files.ts';
import { fieldsOf, locationOf, operationDeclaration, operationName, thingDeclaration } from './contract-text.ts';
import { handlerName, handlerText, specText } from './handler-text.ts';
import { pascal, singular } from './names.ts';
import { addImportLine, addToList } from './source-edits.ts';

/** Writes an operation: its contract, its handler with a spec, its line in the service's table of contents. Answers what is to be done next. */
export function writeOperation(changes: Changes, plan: OperationPlan): string[] {
  const { service, collection, verb } = plan;
  const name = `${service}.${collection}.${verb}`;
  const known = changes.read('libs/contracts/src/**/*.ts').find(({ text }) => text.includes(`name: '${name}'`));
  if (known) throw new Failure(`The operation ${name} exists already, in ${known.path}.`);
  const place = placeOf(changes, service, collection, `'${service}.${collection}.`);
  declareThing(changes, plan, place);
  declare(changes, place, operationName(plan), operationDeclaration(plan), 'operation');
  const handler = `apps/${service}/src/${collection}/${handlerName(plan)}`;
  changes.create(`${handler}.ts`, handlerText(plan));
  changes.create(`${handler}.spec.ts`, specText(plan));
  listHandler(changes, plan);
  return nextSteps(plan, place.path, handler);
}

/** The thing that the operation answers: made where nobody has named it yet, else taken from where it stands. */
function declareThing(changes: Changes, plan: OperationPlan, place: Place): void {
  const thing = pascal(plan.noun);
  const declared = changes.read('libs/contracts/src/**/*.ts').find(({ text }) => new RegExp(`^export const ${thing} = `, 'm').test(text));
  if (!declared) {
    declare(changes, place, thing, thingDeclaration(plan, fieldsOf(plan.http?.path ?? '').includes('clusterId')), 'operation');
    return;
  }
  if (declared.path === place.path) return;
  const folder = `libs/contracts/src/${plan.service}/`;
  if (!declared.path.startsWith(folder)) throw new Failure(`${thing} is the name of something else already, in ${declared.path}: choose another name for the collection.`);
  declare(changes, place, undefined, { text: '', imports: new Map([[`./${declared.path.slice(folder.length).replace(/\.ts$/, '.js')}`, [thing]]]) }, 'operation');
}

function listHandler(changes: Changes, plan: OperationPlan): void {
  const { service, collection } = plan;
  const [file, name] = [`./${collection}/${handlerName(plan)}.js`, pascal(handlerName(plan))];
  changes.edit(`apps/${service}/src/${service}.module.ts`, (text) => {
    if (new RegExp(`\\b${name}\\b`).test(text)) throw new Failure(`${service}.module.ts has a ${name} already.`);
    const neighbours = [...text.matchAll(/^import \{ ([^}]+) \} from '\.\/([^/']+)\//gm)].filter((match) => match[2] === collection).flatMap((match) => (match[1] ?? '').split(', '));
    return addToList(addImportLine(text, file, `import { ${name} } from '${file}';`), 'operations: [', name, neighbours);
  });
}

function nextSteps(plan: OperationPlan, contract: string, handler: string): string[] {
  const { service, collection, http } = plan;
  const location = locationOf(plan);
  const rules = `apps/${service}/src/${collection}/${singular(collection)}.ts`;
  return [
    `Say in ${contract} what it does (summary), takes, answers and refuses (problems).`,
    `Decide in ${rules}: rules as pure functions, with a spec beside them.`,
    `Load, decide, keep and answer in ${handler}.ts; what it keeps is a collection in apps/${service}/src/${collection}/${collection}.ts.`,
    `Keep it: a migration in apps/${service}/src/migrations, guarded by cluster, listed in ${service}.module.ts.`,
    ...(location === undefined ? [] : [`What is made is read at ${location}: where nothing does that yet, npm run generate -- operation ${service} ${collection} get.`]),
    ...(http ? ['Say who may call it: KLASTER_REWRITE_ACCESS=1 npm test e2e test/access, and read the difference.'] : []),
    'npm run generate -- files, then npm test. The whole way is in docs/contributors/add-an-operation.md.',
  ];
}

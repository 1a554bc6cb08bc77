import type { OperationPlan } from './arguments.ts';
import { fieldsOf, operationName } from './contract-text.ts';
import { pascal } from './names.ts';

/** Kebab name of the file and class that do it: `publish-offer`. */
export const handlerName = ({ verb, noun, collection }: OperationPlan): string => `${verb === 'get' ? 'read' : verb}-${verb === 'list' ? collection : noun}`;

/** The operation itself: compiles, starts and refuses, until somebody writes what it does. */
export function handlerText(plan: OperationPlan): string {
  const contract = operationName(plan);
  const isList = plan.verb === 'list';
  const imports = isList
    ? [`import { ${contract} as contract, type RequestOf } from '@klaster/contracts';`, `import { type Call, Handles, listPage } from '@klaster/service-kit';`]
    : [`import { ${inOrder(`${contract} as contract`, 'NotFound', 'refuse', 'type RequestOf')} } from '@klaster/contracts';`, `import { type Call, Handles } from '@klaster/service-kit';`];
  return [...imports, '', '@Handles(contract)', `export class ${pascal(handlerName(plan))} {`, ...(isList ? listBody(plan) : refusingBody), '}', ''].join('\n');
}

const inOrder = (...names: string[]) => names.sort((a, b) => (plain(a) < plain(b) ? -1 : 1)).join(', ');
const plain = (name: string) => name.replace(/^type /, '').toLowerCase();

const refusingBody = [
  '  /** Load, decide, keep, answer: refuses until its rules are there. */',
  '  async handle(_request: RequestOf<typeof contract>, _call: Call) {',
  '    return refuse(NotFound);',
  '  }',
];

function listBody({ noun, http }: OperationPlan): string[] {
  const inCluster = fieldsOf(http?.path ?? '').includes('clusterId');
  return [
    '  handle(request: RequestOf<typeof contract>, { work }: Call) {',
    '    return listPage(work, request, {',
    `      select: 'id, version, ${inCluster ? 'cluster_id AS "clusterId", ' : ''}instant(created_at) AS "createdAt"',`,
    `      from: '${noun.replaceAll('-', '_')}',`,
    ...(inCluster ? [`      where: 'cluster_id = $1',`, '      values: [request.clusterId],'] : []),
    `      key: 'id',`,
    `      order: 'descending',`,
    '    });',
    '  }',
  ];
}

/** A test to begin with: it holds now and fails as soon as the operation does something; then it becomes the first case. */
export function specText(plan: OperationPlan): string {
  const { service, collection, verb, http } = plan;
  const contract = operationName(plan);
  const handler = handlerName(plan);
  const fields = fieldsOf(http?.path ?? '');
  const isList = verb === 'list';
  const request = `{${fields.length > 0 ? ` ${fields.map((field) => `${field}: newId()`).join(', ')} ` : ''}}`;
  return [
    `import { describe, expect, test } from '@jest/globals';`,
    `import { ${contract} } from '@klaster/contracts';`,
    ...(fields.length > 0 ? [`import { newId } from '@klaster/persistence';`] : []),
    ...(isList ? [] : [`import type { Call } from '@klaster/service-kit';`, `import { ${pascal(handler)} } from './${handler}.js';`]),
    '',
    `describe('${service}.${collection}.${verb}', () => {`,
    `  const request = ${contract}.request.parse(${request});`,
    '',
    `  test('takes what its contract names and nothing else', () => {`,
    `    expect(${contract}.request.safeParse({ ...request, surprise: true }).success).toBe(false);`,
    '  });',
    ...(isList ? [] : ['', `  test('is refused as long as it has no rules', async () => {`, `    expect(await new ${pascal(handler)}().handle(request, {} as Call)).toEqual({ refused: 'not-found' });`, '  });']),
    '});',
    '',
  ].join('\n');
}

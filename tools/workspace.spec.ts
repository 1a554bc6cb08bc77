import { expect, test } from '@jest/globals';
import { findStale, type Project } from './workspace.ts';

const workspace: Project[] = [
  { name: 'gateway', kind: 'app', dependsOn: ['messaging'] },
  { name: 'resources', kind: 'app', dependsOn: ['persistence'] },
  { name: 'messaging', kind: 'lib', dependsOn: ['contracts'] },
  { name: 'persistence', kind: 'lib', dependsOn: [] },
  { name: 'contracts', kind: 'lib', dependsOn: [] },
];
const marks = (changed: readonly string[]) => new Map(workspace.map(({ name }) => [name, changed.includes(name) ? '2' : '1']));

test.each([
  [[], []],
  [['resources'], ['resources']],
  [['contracts'], ['gateway']],
  [['persistence', 'gateway'], ['gateway', 'resources']],
])('after a build of %j these are restarted: %j', (changed, stale) => {
  expect(findStale(workspace, marks([]), marks(changed))).toEqual(stale);
});

import { expect, test } from '@jest/globals';
import { countTests } from './jest-step.ts';
import { chooseSteps, formatTable, type Step, sum } from './step.ts';

const step = (name: string, isNarrowable: boolean): Step => ({ name, isNarrowable, run: () => Promise.reject(new Error('not run')) });
const steps = [step('lint', false), step('unit', true), step('integration', true), step('end-to-end', true)];

test.each([
  [[], ['lint', 'unit', 'integration', 'end-to-end'], []],
  [['unit'], ['unit'], []],
  [['e2e', 'lint'], ['lint', 'end-to-end'], []],
  [['integration', 'contributions'], ['integration'], ['contributions']],
  [['contributions'], ['unit', 'integration', 'end-to-end'], ['contributions']],
])('npm test -- %j', (args, names, pattern) => {
  const choice = chooseSteps(steps, args);
  expect(choice.chosen.map(({ name }) => name)).toEqual(names);
  expect(choice.pattern).toEqual(pattern);
});

test('a run that failed without a failed test counts as one', () => {
  expect(countTests({ numPassedTests: 4, numFailedTests: 0, numRuntimeErrorTestSuites: 0 }, 0)).toEqual({ passed: 4, failed: 0 });
  expect(countTests({ numPassedTests: 4, numFailedTests: 2, numRuntimeErrorTestSuites: 1 }, 1)).toEqual({ passed: 4, failed: 3 });
  expect(countTests({ numPassedTests: 4, numFailedTests: 0, numRuntimeErrorTestSuites: 0 }, 1)).toEqual({ passed: 4, failed: 1 });
  expect(countTests(undefined, 1)).toEqual({ passed: 0, failed: 1 });
});

test('the end of a run', () => {
  const findings = [
    { name: 'lint', passed: 1, failed: 0, output: '', tookMs: 2_300 },
    { name: 'unit', passed: 120, failed: 3, output: '', tookMs: 14_060 },
  ];
  expect(formatTable(findings)).toBe('✓  lint    1 passed  0 failed   2.3 s\n✗  unit  120 passed  3 failed  14.1 s');
  expect(sum(findings)).toEqual({ passed: 121, failed: 3 });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build.ts';
import { chooseSteps, type Finding, formatTable, type Outcome, type Step, sum } from './checks/step.ts';
import { listSteps } from './checks/steps.ts';
import { formatSeconds, Progress } from './progress.mjs';

const shownLines = 400;

const progress = new Progress();
const logs = join(root, '.klaster', 'logs');

async function runStep(step: Step, pattern: readonly string[]): Promise<Finding> {
  const startedAt = Date.now();
  progress.doing(step.name);
  const outcome = await step.run(pattern).catch((error: Error): Outcome => ({ passed: 0, failed: 1, output: error.message }));
  const finding = { name: step.name, ...outcome, tookMs: Date.now() - startedAt };
  writeFileSync(join(logs, `test-${step.name}.log`), outcome.output);
  if (outcome.failed === 0) {
    progress.done(`${step.name}  ${outcome.passed} passed`, finding.tookMs);
    return finding;
  }
  for (const line of outcome.output.trimEnd().split('\n').slice(-shownLines)) progress.line(line);
  progress.line(`✗ ${step.name}  ${outcome.failed} failed, ${outcome.passed} passed  ${formatSeconds(finding.tookMs)}`);
  return finding;
}

// So that what runs now is ended with us.
process.on('SIGTERM', () => process.exit(143));
process.on('SIGINT', () => process.exit(130));

mkdirSync(logs, { recursive: true });
const { chosen, pattern } = chooseSteps(listSteps(root), process.argv.slice(2));
const findings: Finding[] = [];
for (const step of chosen) findings.push(await runStep(step, pattern));
progress.rest();
const { passed, failed } = sum(findings);
if (passed + failed === 0) progress.line(`✗ No test matches ${pattern.join(' ')}.`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
progress.line(`\n${formatTable(findings)}\n`);
progress.line(`${passed} passed, ${failed} failed`);

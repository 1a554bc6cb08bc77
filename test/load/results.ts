import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';

/** One figure. `ratio` and `goal` are null where there is nothing to compare with, `met` where there is no goal. */
export interface Line {
  readonly name: string;
  readonly ours: number | string;
  readonly baseline: number | null;
  readonly ratio: number | null;
  readonly unit: string;
  readonly goal: string | null;
  readonly met: boolean | null;
}

type Goal = readonly [comparison: '<' | '≥', value: number];

const round = (value: number) => Number(value.toPrecision(value >= 1000 ? 5 : 3));
const meets = (value: number, [comparison, bound]: Goal) => (comparison === '<' ? value < bound : value >= bound);

/** A figure beside the baseline's; the goal is one of their ratio. */
export function compared(name: string, unit: string, ours: number, baseline: number, goal: Goal): Line {
  const ratio = ours / baseline;
  return { name, ours: round(ours), baseline: round(baseline), ratio: round(ratio), unit, goal: `ratio ${goal.join(' ')}`, met: meets(ratio, goal) };
}

/** A figure with a goal of its own, or with none. */
export function absolute(name: string, unit: string, ours: number, goal?: Goal): Line {
  return { name, ours: round(ours), baseline: null, ratio: null, unit, goal: goal?.join(' ') ?? null, met: goal ? meets(ours, goal) : null };
}

const fact = (name: string, ours: number | string, unit = ''): Line => ({ name: `machine: ${name}`, ours, baseline: null, ratio: null, unit, goal: null, met: null });

/** Without these no figure says anything. */
export function machineFacts(postgres: string): Line[] {
  // A copy without git has no commit to name.
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' });
  return [
    fact('cores', cpus().length),
    fact('processor', cpus()[0]?.model ?? 'unknown'),
    fact('memory', Math.round(totalmem() / 2 ** 30), 'GB'),
    fact('node', process.versions.node),
    fact('postgres', postgres),
    fact('commit', status === 0 ? stdout.trim() : 'unknown'),
    fact('date', new Date().toISOString()),
  ];
}

/** A JSON array with one figure on each line. */
export function writeResults(file: string, lines: readonly Line[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `[\n${lines.map((line) => JSON.stringify(line)).join(',\n')}\n]\n`);
}

export function tableOf(lines: readonly Line[]): string {
  const mark = ({ met }: Line) => (met === null ? '' : met ? 'met' : 'MISSED');
  const cells = lines.map((line) => [line.name, String(line.ours), line.baseline ?? '', line.ratio ?? '', line.unit, line.goal ?? '', mark(line)].map(String));
  const rows = [['figure', 'ours', 'baseline', 'ratio', 'unit', 'goal', ''], ...cells];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => (column >= 1 && column <= 3 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ').trimEnd()).join('\n');
}

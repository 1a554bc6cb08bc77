import type { Operation } from '@klaster/contracts';
import { callers, type CallerName } from './scene.ts';

type Outcomes = Readonly<Record<CallerName, string>>;

const introduction = `# Who may call what

Every operation that has a route, tried by every kind of caller on things that exist in cluster A. Checked by
access.e2e.spec.ts, written by \`KLASTER_REWRITE_ACCESS=1 npm test e2e test/access\`: read the difference before you commit it.

- **nobody** is not signed in; **stranger** has an account and nothing else; **neighbour** is a member of cluster B;
  **reader** has a member's token that may only read; **member** is a member of cluster A and a side of its things;
  **operator** is an operator of the federation and a member nowhere.
- \`200\`, \`201\`: granted. \`400\`–\`422\` with a name: refused so. A refusal by a rule of the domain (409, 422) means that the caller may call.
`;

const titles = ['operation', 'says its contract', ...callers];

const contractText = ({ access }: Operation) => (access.who === 'member' ? `member (${access.scope})` : access.who);

/** The table as people read and review it. */
export function formatTable(operations: readonly Operation[], found: ReadonlyMap<string, Outcomes>): string {
  const rows = operations.map((operation) => [`\`${operation.name}\``, contractText(operation), ...callers.map((caller) => found.get(operation.name)?.[caller] ?? '–')]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [introduction, line(titles), line(titles.map(() => '---')), ...rows.map(line), ''].join('\n');
}

/** Reads it back: the outcomes by operation and caller. */
export function readTable(text: string): Map<string, Outcomes> {
  const rows = text.split('\n').filter((line) => line.startsWith('| `')).map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
  return new Map(rows.map(([name = '', , ...outcomes]) => [name.replaceAll('`', ''), Object.fromEntries(callers.map((caller, index) => [caller, outcomes[index] ?? ''])) as Outcomes]));
}

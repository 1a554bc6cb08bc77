import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../failure.ts';

/** What is to become of a checkout: gathered first, written at the end, so that a refusal leaves nothing half done. */
export class Changes {
  private readonly root: string;
  private readonly texts = new Map<string, string>();

  constructor(root: string) {
    this.root = root;
  }

  /** The text of a file as it will be; undefined where there is none. */
  find(path: string): string | undefined {
    const planned = this.texts.get(path);
    if (planned !== undefined) return planned;
    const file = join(this.root, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  /** All files of a pattern with their texts. */
  read(pattern: string): { readonly path: string; readonly text: string }[] {
    return globSync(pattern, { cwd: this.root }).sort().map((path) => ({ path, text: this.find(path) ?? '' }));
  }

  create(path: string, text: string): void {
    if (this.find(path) !== undefined) throw new Failure(`${path} exists already.`);
    this.texts.set(path, text);
  }

  edit(path: string, change: (text: string) => string): void {
    const text = this.find(path);
    if (text === undefined) throw new Failure(`${path} is missing.`);
    this.texts.set(path, change(text));
  }

  /** Writes everything; answers the paths with whether each is new. */
  write(): { readonly path: string; readonly isNew: boolean }[] {
    return [...this.texts].map(([path, text]) => {
      const file = join(this.root, path);
      const isNew = !existsSync(file);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return { path, isNew };
    });
  }
}

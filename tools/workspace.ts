import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A project of the workspace: an app or a lib, by its short name. */
export interface Project {
  readonly name: string;
  readonly kind: 'app' | 'lib';
  /** Short names of the libs it depends on. */
  readonly dependsOn: readonly string[];
}

const scope = '@klaster/';

/** All apps and libs and what they depend on, from their package.json. */
export function readWorkspace(root: string): Project[] {
  return (['app', 'lib'] as const).flatMap((kind) =>
    readdirSync(join(root, `${kind}s`))
      .map((name) => join(root, `${kind}s`, name, 'package.json'))
      .filter((file) => existsSync(file))
      .map((file) => {
        const { name, dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as { name: string; dependencies?: Record<string, string> };
        const own = Object.keys(dependencies).filter((dependency) => dependency.startsWith(scope));
        return { name: name.slice(scope.length), kind, dependsOn: own.map((dependency) => dependency.slice(scope.length)) };
      }),
  );
}

/** For each project a mark that changes when one of its built files does. */
export function takeFingerprints(root: string, workspace: readonly Project[]): Map<string, string> {
  return new Map(
    workspace.map(({ name, kind }) => {
      const folder = join(root, `${kind}s`, name, 'dist');
      const files = globSync('**/*.js', { cwd: folder }).sort();
      return [name, files.map((file) => `${file}:${statSync(join(folder, file)).mtimeMs}`).join()];
    }),
  );
}

/** The apps that were built anew, or one of whose libs was, directly or through others. */
export function findStale(workspace: readonly Project[], before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  const projects = new Map(workspace.map((project) => [project.name, project]));
  const isStale = (name: string, seen: ReadonlySet<string>): boolean => {
    if (seen.has(name)) return false;
    if (before.get(name) !== after.get(name)) return true;
    return (projects.get(name)?.dependsOn ?? []).some((lib) => isStale(lib, new Set([...seen, name])));
  };
  return workspace.filter(({ kind, name }) => kind === 'app' && isStale(name, new Set())).map(({ name }) => name);
}

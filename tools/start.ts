import { root } from './build.ts';
import { bringUp } from './first-start.ts';
import { keepRunning, reportFailure } from './foreground.ts';
import { Progress } from './progress.mjs';
import { readSettings } from './settings.ts';

const progress = new Progress();
try {
  const settings = readSettings(root, process.env, process.argv.slice(2));
  await keepRunning(progress, (signal) => bringUp(settings, progress, signal));
} catch (error) {
  progress.rest();
  reportFailure(error, root);
}

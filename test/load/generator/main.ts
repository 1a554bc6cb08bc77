import type { Job } from './job.ts';
import { JobRun } from './run-job.ts';

/** The generator is a process of its own: what it costs is seen and never counted as the platform's. */
process.on('message', (job: Job) => {
  void new JobRun(job).run().then((outcome) => process.send?.(outcome));
});
process.on('disconnect', () => process.exit(0));

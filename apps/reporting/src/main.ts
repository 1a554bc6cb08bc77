import { runService } from '@klaster/service-kit';
import { reporting } from './reporting.module.js';

await runService(reporting);

import { runService } from '@klaster/service-kit';
import { membership } from './membership.module.js';

await runService(membership);

import { runService } from '@klaster/service-kit';
import { initiatives } from './initiatives.module.js';

await runService(initiatives);

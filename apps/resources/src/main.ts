import { runService } from '@klaster/service-kit';
import { resources } from './resources.module.js';

await runService(resources);

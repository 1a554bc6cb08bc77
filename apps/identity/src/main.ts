import { runService } from '@klaster/service-kit';
import { identity } from './identity.module.js';

await runService(identity);

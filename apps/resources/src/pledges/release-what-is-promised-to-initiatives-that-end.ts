import { type Instant, InitiativeAbandoned, InitiativeClosing, type Receiver } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { type Reaction, ReactsTo, type Told } from '@klaster/service-kit';
import { Directory } from '../directory/directory.js';
import { Needs } from '../needs/needs.js';
import { Endings } from './endings.js';
import { Pledges } from './pledges.js';

/** What an initiative looks for whose work is done, or that was given up, is over, and so is what was promised to it; what that held of offers is free. */
@ReactsTo(InitiativeClosing, InitiativeAbandoned)
export class ReleaseWhatIsPromisedToInitiativesThatEnd implements Reaction<typeof InitiativeClosing | typeof InitiativeAbandoned> {
  constructor(
    private readonly directory: Directory,
    private readonly pledges: Pledges,
    private readonly needs: Needs,
    private readonly endings: Endings,
  ) {}

  /** The directory knows already that nothing is promised to them any more; what was promised a moment ago is waited for. */
  async apply(events: readonly Told<typeof InitiativeClosing | typeof InitiativeAbandoned>[], work: Work): Promise<void> {
    const endedAt: ReadonlyMap<string, Instant> = new Map(events.map(({ data }) => [data.initiativeId, 'closingAt' in data ? data.closingAt : data.abandonedAt]));
    const ending = [...endedAt.keys()];
    const at = ({ receiver }: { readonly receiver: Receiver }) => endedAt.get('initiativeId' in receiver ? receiver.initiativeId : '')!;
    this.directory.awaitTakers(work, ending);
    const over = await this.endings.endPledges(work, await this.pledges.openTo(work, ending), 'initiative', at);
    await this.endings.endNeeds(work, await this.needs.openTo(work, ending), at);
    await this.endings.free(work, over);
  }
}

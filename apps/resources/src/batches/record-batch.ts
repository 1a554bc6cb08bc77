import { recordBatch as contract, type RequestOf } from '@klaster/contracts';
import { type Call, Handles } from '@klaster/service-kit';
import { BatchRecording } from './batch-recording.js';

@Handles(contract)
export class RecordBatch {
  constructor(private readonly batches: BatchRecording) {}

  handle({ clusterId, lines, ...how }: RequestOf<typeof contract>, call: Call) {
    return this.batches.record(call, clusterId, { lines: lines.map((said, index) => ({ line: index + 1, said })), unread: [] }, how);
  }
}

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What a process counts, in Prometheus' format at /metrics. */
export class Metrics {
  readonly registry = new Registry();

  readonly operations = new Histogram({
    name: 'klaster_operation_seconds',
    help: 'Time to answer an operation, by its outcome',
    labelNames: ['operation', 'outcome'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });
  readonly sequenced = new Counter({ name: 'klaster_journal_sequenced_total', help: 'Journal entries given their place', registers: [this.registry] });
  readonly relayed = new Counter({ name: 'klaster_journal_relayed_total', help: 'Journal entries acknowledged by the courier', registers: [this.registry] });
  readonly backlog = new Gauge({ name: 'klaster_journal_backlog', help: 'Journal entries in order that the courier has not acknowledged yet, as the relaying replica sees it', registers: [this.registry] });
  readonly applied = new Counter({ name: 'klaster_events_applied_total', help: 'Events applied', labelNames: ['source'] as const, registers: [this.registry] });
  readonly pulled = new Counter({ name: 'klaster_events_pulled_total', help: 'Events read from the owner because the courier did not bring them', labelNames: ['source'] as const, registers: [this.registry] });
  readonly parked = new Counter({ name: 'klaster_events_parked_total', help: 'Events that could not be applied', labelNames: ['source'] as const, registers: [this.registry] });
  readonly parkedNow = new Gauge({ name: 'klaster_parked_events', help: 'Events that wait to be looked at, as the listening replica sees it', labelNames: ['source'] as const, registers: [this.registry] });
  readonly forked = new Gauge({ name: 'klaster_journal_forked', help: '1 where a source shows another chain than the one applied', labelNames: ['source', 'shard'] as const, registers: [this.registry] });
  readonly timersOverdue = new Gauge({ name: 'klaster_timers_overdue', help: 'Timers that should have run ten seconds ago and have not', registers: [this.registry] });
  readonly timerFailures = new Counter({ name: 'klaster_timer_failures_total', help: 'Timers that failed and are tried again', labelNames: ['timer'] as const, registers: [this.registry] });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}

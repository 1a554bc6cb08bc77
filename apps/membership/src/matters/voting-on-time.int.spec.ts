import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { closeVoting, deliberateMatter, excludeMember, type Instant, listElectorate, listInitiativePartners, makeStatement, type Matter, openVoting, putMatter, readMatter, readResult } from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import type { RunningService } from '@klaster/service-kit';
import { answering, eventually, standIn, Testbed } from '@klaster/testing';
import { membership } from '../membership.module.js';
import { RoundTable, type Sitter } from './fixtures/round-table.js';
import { daysAfter, hoursAfter } from './time.js';

// Each waits for a few looks of the services at their timers, half a second apart.
jest.setTimeout(60_000);

/** Voting opens and closes by the clock, which the test turns. */
describe('voting by the clock', () => {
  let bed: Testbed;
  let services: RunningService[];
  let table: RoundTable;
  let sitters: readonly [Sitter, Sitter, Sitter];
  let turned = 0;
  const partners: string[] = [];

  beforeAll(async () => {
    bed = await Testbed.start();
    services = await bed.serve(membership, { replicas: 2 });
  });

  beforeEach(async () => {
    table = await RoundTable.set(bed, `Punktualny Stół ${newId()}`, { deliberationHours: 10, votingHours: 10, hearingDays: 5 });
    sitters = (await table.join(3)) as [Sitter, Sitter, Sitter];
  });

  afterEach(() => turn(-turned));
  afterAll(() => bed.stop());

  const turn = (hours: number) => {
    bed.clock.turn({ hours });
    turned += hours;
  };
  const one = ({ id }: Pick<Matter, 'id'>) => ({ clusterId: table.clusterId, matterId: id });
  const told = async ({ id }: Pick<Matter, 'id'>) => (await bed.rows<{ type: string }>('SELECT type FROM membership.journal WHERE subject = $1 ORDER BY subject_version', [id])).map(({ type }) => type.replace(/^membership\.|\.v1$/g, ''));
  const timersOf = ({ id }: Pick<Matter, 'id'>) => bed.rows<{ name: string; attempts: number; due: Date }>('SELECT name, attempts, due_at AS due FROM membership.timer WHERE subject = $1', [id]);
  /** Half a day passes, and the clock looks at all that is due by then: what came last was done. */
  const halfADay = async (sitter: Sitter) => {
    const marker = await table.deliberated(sitter, {}, { votingOpensAt: hoursAfter(bed.clock.now(), 12) });
    turn(12);
    await table.until(sitter, marker, 'voting');
  };
  const vote = (matter: Matter) => Promise.all(sitters.map((sitter) => table.cast(sitter, matter, { vote: 'yes' })));

  it('opens and closes on time, and not before', async () => {
    const matter = await table.deliberated(sitters[0], {}, { votingOpensAt: hoursAfter(bed.clock.now(), 30), votingClosesAt: hoursAfter(bed.clock.now(), 60) });
    turn(17);
    await halfADay(sitters[1]);
    expect(await sitters[0].person.get(readMatter, one(matter))).toMatchObject({ state: 'deliberation', version: 2 });
    turn(2);
    const opened = await table.until(sitters[0], matter, 'voting');
    expect(opened.votingClosesAt).toBe(matter.votingClosesAt);
    expect(await vote(matter)).toMatchObject([{ version: 2 }, { version: 2 }, { version: 2 }]);
    turn(30);
    expect(await table.until(sitters[0], matter, 'decided')).toMatchObject({ outcome: 'adopted' });
    expect(await told(matter)).toEqual(['matter.put', 'matter.deliberated', 'voting.opened', 'matter.decided', 'ballots.published']);
    // By itself: nobody did it.
    const [event] = await bed.rows<{ envelope: string }>(`SELECT envelope FROM membership.journal WHERE subject = $1 AND type LIKE '%decided%'`, [matter.id]);
    expect(JSON.parse(event!.envelope)).toMatchObject({ requestid: 'timer:membership.matter.close-voting' });
    expect(JSON.parse(event!.envelope)).not.toHaveProperty('accountid');
  });

  it('opens and closes where the services were down when it was time', async () => {
    const restart = async (hours: number) => {
      for (const service of services) await bed.end(service);
      turn(hours);
      services = await bed.serve(membership, { replicas: 2 });
    };
    const matter = await table.deliberated(sitters[0]);
    await restart(50);
    const opened = await table.until(sitters[0], matter, 'voting');
    // The vote that was planned is over by now: it lasts as long as the charter wants all the same.
    expect(opened.votingClosesAt! > matter.votingClosesAt!).toBe(true);
    await vote(matter);
    await restart(20);
    expect(await table.until(sitters[1], matter, 'decided')).toMatchObject({ outcome: 'adopted' });
    expect(await sitters[2].person.get(readResult, one(matter))).toMatchObject({ turnout: 3, counts: { ballots: 3 } });
    expect((await told(matter)).filter((type) => type === 'voting.opened' || type === 'matter.decided')).toEqual(['voting.opened', 'matter.decided']);
  });

  it('finds nothing to do where somebody was quicker', async () => {
    const matter = await table.deliberated(sitters[0]);
    turn(11);
    await sitters[0].person.get(openVoting, one(matter));
    turn(10);
    await sitters[0].person.get(closeVoting, one(matter));
    turn(60);
    await eventually(async () => ((await timersOf(matter)).length === 0 ? true : undefined), () => 'the timers have not rung');
    expect(await told(matter)).toEqual(['matter.put', 'matter.deliberated', 'voting.opened', 'matter.decided']);
  });

  it('is tried again until it is done: a crash on the way leaves it voting, with every ballot', async () => {
    const matter = await table.deliberated(sitters[0]);
    turn(24);
    await table.until(sitters[0], matter, 'voting');
    await vote(matter);
    await bed.rows(`CREATE FUNCTION membership.crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.type LIKE 'membership.ballots.published%' THEN RAISE 'crash'; END IF; RETURN NEW; END $$`);
    await bed.rows('CREATE TRIGGER crash BEFORE INSERT ON membership.journal FOR EACH ROW EXECUTE FUNCTION membership.crash()');
    turn(24);
    await eventually(async () => ((await timersOf(matter)).some(({ attempts }) => attempts > 0) ? true : undefined), () => 'it has not failed');
    expect(await sitters[0].person.get(readMatter, one(matter))).toMatchObject({ state: 'voting', outcome: null });
    await bed.rows('DROP TRIGGER crash ON membership.journal');
    turn(1);
    expect(await table.until(sitters[0], matter, 'decided')).toMatchObject({ outcome: 'adopted' });
    expect((await told(matter)).slice(-2)).toEqual(['matter.decided', 'ballots.published']);
  });

  it('gives way to a charter that wants more time by now', async () => {
    const matter = await table.deliberated(sitters[0]);
    await table.asService(`UPDATE cluster SET rules = rules || '{"deliberationHours": 100}' WHERE id = $1`, [table.clusterId]);
    turn(25);
    const moved = await eventually(async () => {
      const now = await sitters[0].person.get(readMatter, one(matter));
      return now.version > matter.version ? now : undefined;
    }, () => 'the vote was not moved');
    expect(moved).toMatchObject({ state: 'deliberation', votingOpensAt: hoursAfter(matter.deliberationFrom!, 100) });
    turn(80);
    await table.until(sitters[0], matter, 'voting');
  });

  it('waits for a hearing, or for the time for it to pass', async () => {
    const [anna, bartek, celina] = sitters;
    const heard = await anna.person.get(excludeMember, { clusterId: table.clusterId, memberId: celina.memberId, reason: 'Nie odpowiada.' });
    expect(heard).toMatchObject({ state: 'deliberation', hearing: { until: daysAfter(heard.deliberationFrom!, 5), heardAt: null }, votingOpensAt: daysAfter(heard.deliberationFrom!, 5) });
    turn(11);
    expect(await anna.person.call(openVoting, one(heard))).toEqual({ refused: 'hearing-open', parameters: { until: heard.hearing!.until } });
    expect(await bartek.person.call(makeStatement, { ...one(heard), text: 'Za nią.' })).toEqual({ refused: 'not-concerned' });
    expect(await celina.person.get(makeStatement, { ...one(heard), text: 'Byłam chora.' })).toMatchObject({ hearing: { statement: 'Byłam chora.' } });
    expect(await bed.rows(`SELECT 1 FROM membership.journal WHERE envelope LIKE '%chora%'`)).toEqual([]);
    expect(await anna.person.get(openVoting, one(heard))).toMatchObject({ state: 'voting' });
    turn(20);
    expect(await anna.person.get(closeVoting, one(heard))).toMatchObject({ outcome: 'no-quorum' });

    const silent = await anna.person.get(excludeMember, { clusterId: table.clusterId, memberId: celina.memberId, reason: 'Nadal nie odpowiada.' });
    turn(5 * 24 - 13);
    await halfADay(bartek);
    expect(await anna.person.get(readMatter, one(silent))).toMatchObject({ state: 'deliberation' });
    turn(2);
    expect(await table.until(anna, silent, 'voting')).toMatchObject({ hearing: { statement: null } });
    expect(await celina.person.call(makeStatement, { ...one(silent), text: 'Jednak' })).toMatchObject({ refused: 'matter-wrong-state' });
  });

  it('makes a draft again of what nobody could vote on, and tells why', async () => {
    const small = await RoundTable.set(bed, `Mały Stół ${newId()}`, { deliberationHours: 1 });
    const [first] = (await small.join(2)) as [Sitter];
    const matter = await small.deliberated(first, { secret: true });
    turn(25);
    expect(await small.until(first, matter, 'draft')).toMatchObject({ deliberationFrom: null, votingOpensAt: null, votingClosesAt: null });
    const [, , event] = await bed.rows<{ envelope: string }>('SELECT envelope FROM membership.journal WHERE subject = $1 ORDER BY subject_version', [matter.id]);
    expect(JSON.parse(event!.envelope)).toMatchObject({ type: 'membership.voting.postponed.v1', data: { problem: 'secret-needs-three' } });
    expect(await bed.rows('SELECT 1 FROM membership.ballot WHERE matter_id = $1', [matter.id])).toEqual([]);
    expect(await first.person.get(deliberateMatter, { clusterId: small.clusterId, matterId: matter.id })).toMatchObject({ state: 'deliberation' });
  });

  describe('on a matter of an initiative', () => {
    const initiativeId = newId();
    const put = async (opensIn = 25): Promise<Matter> => {
      const { id: matterId } = await sitters[0].person.get(putMatter, { clusterId: table.clusterId, title: 'Trasa', text: 'Którędy?', kind: 'initiative', about: { initiativeId } });
      const votingOpensAt: Instant = hoursAfter(bed.clock.now(), opensIn);
      return sitters[0].person.get(deliberateMatter, { clusterId: table.clusterId, matterId, votingOpensAt });
    };

    it('waits until its partners can be asked for, and they alone vote', async () => {
      const matter = await put();
      turn(26);
      expect(await sitters[0].person.call(openVoting, one(matter))).toEqual({ refused: 'overloaded' });
      await eventually(async () => ((await timersOf(matter)).some(({ attempts }) => attempts > 0) ? true : undefined), () => 'it has not failed');
      partners.push(...sitters.slice(0, 2).map(({ memberId }) => memberId), newId());
      await bed.serve(standIn('initiatives', [answering(listInitiativePartners, (asked) => ({ memberIds: asked.initiativeId === initiativeId ? partners : [] }))]));
      turn(1);
      await table.until(sitters[0], matter, 'voting');
      const { items } = await sitters[2].person.get(listElectorate, one(matter));
      expect(items.map(({ memberId }) => memberId)).toEqual(sitters.slice(0, 2).map(({ memberId }) => memberId));
      expect(await table.cast(sitters[1], matter, { vote: 'yes' })).toMatchObject({ version: 2 });
      expect(await table.cast(sitters[2], matter, { vote: 'yes' })).toEqual({ refused: 'not-in-electorate' });
    });

    it('is a draft again where it has no partners here', async () => {
      const { id: matterId } = await sitters[0].person.get(putMatter, { clusterId: table.clusterId, title: 'Inna', text: 'Nieznana', kind: 'initiative', about: { initiativeId: newId() } });
      await sitters[0].person.get(deliberateMatter, { clusterId: table.clusterId, matterId });
      turn(11);
      expect(await sitters[0].person.call(openVoting, { clusterId: table.clusterId, matterId })).toEqual({ refused: 'nobody-may-vote' });
      turn(14);
      await table.until(sitters[0], { id: matterId }, 'draft');
      expect(await told({ id: matterId })).toEqual(['matter.put', 'matter.deliberated', 'voting.postponed']);
    });
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptPledge, confirmContribution, isRefusal, makeOffer, type Need, type Pledge, proposePledge, raiseNeed, readNeed, readPledge, recordContribution, type Refusal, type RequestInputOf, reverseContribution,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { civilDay } from '@klaster/service-kit';
import { eventually, outcomes, standIn, Testbed } from '@klaster/testing';
import { resources } from '../resources.module.js';
import { Cluster, type Side } from '../testing/cluster.js';

function granted<Answer extends object>(answer: Answer): Exclude<Answer, Refusal> {
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
  return answer as Exclude<Answer, Refusal>;
}

/** What is open when the work of an initiative is done, or it is given up: over, and what it held is free. */
describe('an initiative that ends', () => {
  let bed: Testbed;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(standIn('membership'));
    await bed.serve(standIn('initiatives'));
    await bed.serve(resources, { replicas: 2 });
  });

  afterAll(() => bed.stop());

  const day = (later: number) => civilDay(new Date(Date.now() + later * 86_400_000).toISOString());
  const hours = (value: string) => ({ value, unit: 'h' });

  /** An initiative of two partners, in a cluster where a third member gives as well. */
  const scene = async () => {
    const cluster = new Cluster(bed);
    const [ania, bartek, celina] = [await cluster.admit(), await cluster.admit(), await cluster.admit()];
    const initiativeId = await cluster.initiative({ partners: [ania, bartek] });
    const here = { clusterId: cluster.id };
    const promise = (by: Side, asked: Partial<RequestInputOf<typeof proposePledge>> = {}) => by.person.call(proposePledge, { ...here, receiver: { initiativeId }, category: 'driving', quantity: hours('6'), by: day(30), ...asked });
    const record = (by: Side, asked: Partial<RequestInputOf<typeof recordContribution>> = {}) => by.person.call(recordContribution, { ...here, receiver: { initiativeId }, category: 'driving', quantity: hours('2'), givenOn: day(0), ...asked });
    return {
      cluster, ania, bartek, celina, initiativeId, here, promise, record,
      promised: async (...asked: Parameters<typeof promise>): Promise<Pledge> => granted(await promise(...asked)),
      recorded: async (...asked: Parameters<typeof record>) => granted(await record(...asked)),
      raise: (by: Side, asked: Partial<RequestInputOf<typeof raiseNeed>> = {}) => by.person.call(raiseNeed, { ...here, initiativeId, category: 'driving', title: 'Kierowca', quantity: hours('8'), ...asked }),
      accept: (by: Side, pledgeId: string) => by.person.get(acceptPledge, { ...here, pledgeId }),
      confirm: (by: Side, contributionId: string) => by.person.get(confirmContribution, { ...here, contributionId }),
      pledge: async (pledgeId: string) => {
        const { state, given } = await ania.person.get(readPledge, { ...here, pledgeId });
        return [state, given];
      },
      need: async (needId: string) => {
        const { state, promised, given } = await ania.person.get(readNeed, { ...here, needId });
        return [state, promised, given];
      },
    };
  };
  const openFor = (initiativeIds: readonly string[]) =>
    bed.rows(
      `SELECT id, state FROM resources.pledge WHERE receiver_initiative = ANY ($1) AND state IN ('proposed', 'accepted', 'partly-fulfilled')
       UNION ALL SELECT id, state FROM resources.need WHERE receiver_initiative = ANY ($1) AND state IN ('open', 'partly-met')`,
      [initiativeIds],
    );
  const parked = () => bed.rows('SELECT type, reason FROM resources.parked_event');

  it('looks for nothing any more, and nothing is promised to it: what was given counts, what was held is free, whatever else there is stays', async () => {
    const { cluster, ania, bartek, celina, initiativeId, here, promised, recorded, raise, accept, confirm, pledge, need } = await scene();
    const other = await cluster.initiative({ partners: [ania, bartek] });
    const [wanted, elsewhere, own] = [granted(await raise(ania)), granted(await raise(ania, { initiativeId: other })), await bartek.person.get(raiseNeed, { ...here, category: 'driving', title: 'Kierowca', quantity: hours('8') })];
    const offer = await celina.person.get(makeOffer, { ...here, category: 'driving', title: 'Dyżur', quantity: hours('8'), publish: true });
    const [proposal, partly, whole] = [await promised(celina, { offerId: offer.id, quantity: hours('3') }), await promised(celina, { needId: wanted.id, offerId: offer.id, quantity: hours('5') }), await promised(bartek, { quantity: hours('2') })];
    const [toMember, toOther] = [await promised(celina, { receiver: { memberId: bartek.memberId } }), await promised(celina, { receiver: { initiativeId: other } })];
    await Promise.all([accept(ania, partly.id), accept(ania, whole.id)]);
    for (const [by, { id: pledgeId }] of [[celina, partly], [bartek, whole]] as const) await confirm(ania, (await recorded(by, { pledgeId })).id);
    expect(await need(wanted.id)).toEqual(['partly-met', '3', '2']);
    await cluster.beginClosing(initiativeId);
    await bed.settle();
    expect([await pledge(proposal.id), await pledge(partly.id), await pledge(whole.id)]).toEqual([['cancelled', '0'], ['cancelled', '2'], ['fulfilled', '2']]);
    expect([await need(wanted.id), await need(elsewhere.id), await need(own.id)]).toEqual([['cancelled', '0', '2'], ['open', '0', '0'], ['open', '0', '0']]);
    expect([await pledge(toMember.id), await pledge(toOther.id)]).toEqual([['proposed', '0'], ['proposed', '0']]);
    // Of the stock there is held what was given of it.
    expect(await bed.rows('SELECT pledge_id, quantity::float FROM resources.reservation WHERE offer_id = $1', [offer.id])).toEqual([{ pledge_id: partly.id, quantity: 120 }]);
    expect(await bed.rows('SELECT 1 FROM resources.timer WHERE subject = ANY ($1)', [[proposal.id, partly.id, wanted.id]])).toEqual([]);
    expect(await bed.rows('SELECT 1 FROM resources.listing WHERE id = $1', [wanted.id])).toEqual([]);
    const told = await bed.rows<{ type: string; envelope: string }>('SELECT type, envelope FROM resources.journal WHERE subject = $1 ORDER BY subject_version DESC LIMIT 1', [partly.id]);
    expect(told[0]).toMatchObject({ type: 'resources.pledge.ended.v2' });
    expect((JSON.parse(told[0]!.envelope) as { data: object }).data).toMatchObject({ how: 'cancelled', by: 'initiative' });
    await cluster.abandon(initiativeId, ania);
    await bed.settle();
    expect(await bed.rows(`SELECT count(*)::int AS ended FROM resources.journal WHERE type = 'resources.pledge.ended.v2' AND subject = ANY ($1)`, [[proposal.id, partly.id]])).toEqual([{ ended: 2 }]);
    expect(await parked()).toEqual([]);
  });

  it('takes the last papers while it is closing, but no promise and no need; nothing when it is over', async () => {
    const { cluster, ania, bartek, initiativeId, promise, record, raise } = await scene();
    await cluster.beginClosing(initiativeId);
    const late = granted(await record(bartek));
    expect(await promise(bartek)).toMatchObject({ refused: 'initiative-ended' });
    expect(await raise(ania)).toMatchObject({ refused: 'unknown-receiver' });
    await cluster.close(initiativeId);
    await bed.settle();
    expect(await ania.person.call(confirmContribution, { clusterId: cluster.id, contributionId: late.id })).toMatchObject({ state: 'confirmed' });
    for (const asked of [promise(bartek), raise(ania), record(bartek)]) expect(await asked).toHaveProperty('refused');
    expect(await record(bartek)).toMatchObject({ refused: 'initiative-not-running' });
  });

  it('is given up with all that was open', async () => {
    const { cluster, ania, bartek, initiativeId, promised, raise, record, accept, pledge, need } = await scene();
    const wanted: Need = granted(await raise(ania));
    const agreed = await promised(bartek, { needId: wanted.id });
    await accept(ania, agreed.id);
    await cluster.abandon(initiativeId, ania);
    await bed.settle();
    expect([await pledge(agreed.id), await need(wanted.id)]).toEqual([['cancelled', '0'], ['cancelled', '0', '0']]);
    expect(await record(bartek)).toMatchObject({ refused: 'initiative-not-running' });
  });

  it('is promised nothing anew when something given to it is taken back later', async () => {
    const { cluster, ania, bartek, initiativeId, here, promised, recorded, raise, accept, confirm, pledge, need } = await scene();
    const wanted = granted(await raise(ania, { quantity: hours('2') }));
    const agreed = await promised(bartek, { needId: wanted.id, quantity: hours('2') });
    await accept(ania, agreed.id);
    const given = await recorded(bartek, { pledgeId: agreed.id });
    await confirm(ania, given.id);
    expect([await pledge(agreed.id), await need(wanted.id)]).toEqual([['fulfilled', '2'], ['met', '0', '2']]);
    const reversal = await bartek.person.get(reverseContribution, { ...here, contributionId: given.id, reason: 'Pomyłka' });
    await cluster.beginClosing(initiativeId);
    await bed.settle();
    await confirm(ania, reversal.id);
    expect([await pledge(agreed.id), await need(wanted.id)]).toEqual([['cancelled', '0'], ['cancelled', '0', '0']]);
  });

  it('waits for what is just being taken back, so that it ends that too', async () => {
    const { cluster, ania, bartek, initiativeId, here, promised, recorded, raise, accept, confirm, pledge, need } = await scene();
    const wanted = granted(await raise(ania, { quantity: hours('2') }));
    const agreed = await promised(bartek, { needId: wanted.id, quantity: hours('2') });
    await accept(ania, agreed.id);
    const given = await recorded(bartek, { pledgeId: agreed.id });
    await confirm(ania, given.id);
    const reversal = await bartek.person.get(reverseContribution, { ...here, contributionId: given.id, reason: 'Pomyłka' });
    await bed.settle();
    // Its commit is held up in the middle: the pledge is promised anew already, and nobody sees it yet.
    const holding = await bed.sql('resources');
    await holding.query(`SELECT set_config('klaster.cluster', $1, false)`, [cluster.id]);
    await holding.query('BEGIN');
    await holding.query('SELECT FROM resources.need WHERE id = $1 FOR UPDATE', [wanted.id]);
    const takingBack = confirm(ania, reversal.id);
    const waiting = (kind: string) => bed.rows('SELECT FROM pg_locks WHERE NOT granted AND locktype = $1', [kind]);
    await eventually(async () => (await waiting('transactionid')).length > 0 || undefined, () => 'nobody waits for the need');
    await cluster.beginClosing(initiativeId);
    const ended = () => bed.rows(`SELECT FROM resources.directory_initiative WHERE id = $1 AND state = 'closing'`, [initiativeId]);
    await eventually(async () => (await waiting('advisory')).length + (await ended()).length > 0 || undefined, () => 'the initiative does not end');
    await holding.query('COMMIT');
    await takingBack;
    await bed.settle();
    expect([await pledge(agreed.id), await need(wanted.id)]).toEqual([['cancelled', '0'], ['cancelled', '0', '0']]);
  });

  it('leaves nothing open, whoever promises, asks, accepts or takes back at the same moment on whichever replica', async () => {
    const scenes = await Promise.all(Array.from({ length: 6 }, scene));
    const answers = await Promise.all(scenes.map(async ({ cluster, ania, bartek, celina, initiativeId, here, promise, promised, recorded, raise, accept, confirm }) => {
      const back = await Promise.all(Array.from({ length: 3 }, async () => {
        const pledge = await promised(bartek, { quantity: hours('2') });
        await accept(ania, pledge.id);
        const given = await recorded(bartek, { pledgeId: pledge.id });
        await confirm(ania, given.id);
        return bartek.person.get(reverseContribution, { ...here, contributionId: given.id, reason: 'Pomyłka' });
      }));
      let over = false;
      const insist = async (act: () => Promise<object>): Promise<object[]> => {
        const given: object[] = [];
        while (!over) {
          const answer = await act();
          given.push(answer);
          over ||= 'refused' in answer && (answer.refused === 'initiative-ended' || answer.refused === 'unknown-receiver');
        }
        return given;
      };
      const acting = [celina, celina, bartek, ania].map((by) => insist(() => promise(by)));
      acting.push(insist(() => raise(ania)), insist(async () => {
        const pledge = await promise(celina);
        return 'refused' in pledge ? pledge : bartek.person.call(acceptPledge, { ...here, pledgeId: pledge.id });
      }));
      const takingBack = back.map(({ id: contributionId }) => ania.person.call(confirmContribution, { ...here, contributionId }));
      await Promise.race(takingBack);
      await cluster.beginClosing(initiativeId);
      return (await Promise.all([...acting, Promise.all(takingBack)])).flat();
    }));
    await bed.settle();
    expect(await openFor(scenes.map(({ initiativeId }) => initiativeId))).toEqual([]);
    const all = outcomes(answers.flat());
    expect(all['granted']).toBeGreaterThan(50);
    expect(Object.keys(all).filter((answer) => /internal|conflict|timed/.test(answer))).toEqual([]);
    expect(await parked()).toEqual([]);
  }, 60_000);

  it('ends as a whole, wherever it is cut off: at its first step, then at its second, and so on', async () => {
    const { cluster, ania, bartek, celina, initiativeId, here, promised, raise, accept } = await scene();
    const wanted = granted(await raise(ania));
    const offer = await celina.person.get(makeOffer, { ...here, category: 'driving', title: 'Dyżur', quantity: hours('8'), publish: true });
    const agreed = await Promise.all([promised(celina, { needId: wanted.id, offerId: offer.id, quantity: hours('3') }), promised(bartek, { needId: wanted.id })]);
    for (const { id } of agreed) await accept(ania, id);
    await bed.settle();
    // Ends its own connection: at the first row that is changed, when it is tried again at the second, and so on.
    await bed.rows(`
      CREATE SEQUENCE public.step; CREATE SEQUENCE public.cut;
      CREATE FUNCTION public.cut_off() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      DECLARE cuts bigint;
      BEGIN
        SELECT last_value INTO cuts FROM public.cut;
        IF nextval('public.step') = cuts * (cuts + 1) / 2 THEN PERFORM nextval('public.cut'); PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
        RETURN NULL;
      END $$;
      SELECT nextval('public.cut')`);
    const tables = ['directory_initiative', 'pledge', 'need', 'reservation', 'listing', 'timer', 'journal'];
    for (const table of tables) await bed.rows(`CREATE TRIGGER cut_off AFTER INSERT OR UPDATE OR DELETE ON resources.${table} FOR EACH ROW EXECUTE FUNCTION public.cut_off()`);
    await cluster.beginClosing(initiativeId);
    // Who asks for what is not there has the service catch up.
    while ((await openFor([initiativeId])).length > 0) await ania.person.call(readPledge, { ...here, pledgeId: newId() });
    await bed.settle();
    for (const table of tables) await bed.rows(`DROP TRIGGER cut_off ON resources.${table}`);
    const [{ cuts }] = (await bed.rows<{ cuts: number }>('SELECT last_value::int AS cuts FROM public.cut')) as [{ cuts: number }];
    expect(cuts).toBeGreaterThan(10);
    expect(await bed.rows('SELECT DISTINCT state, version FROM resources.pledge WHERE id = ANY ($1)', [agreed.map(({ id }) => id)])).toEqual([{ state: 'cancelled', version: 3 }]);
    expect(await bed.rows('SELECT state, promised::int FROM resources.need WHERE id = $1', [wanted.id])).toEqual([{ state: 'cancelled', promised: 0 }]);
    expect(await bed.rows('SELECT 1 FROM resources.reservation WHERE offer_id = $1', [offer.id])).toEqual([]);
    expect(await parked()).toEqual([]);
  }, 60_000);
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptMandate, admitMember, changeParty, type Cluster, createCluster, createMandate, declareReadiness, endMandate, listMandates, listMyMandates, listMyMemberships, type Mandate, type Party,
  readMandate, readMember, readParty, registerParty, type RequestInputOf,
} from '@klaster/contracts';
import { newId } from '@klaster/persistence';
import { type Caller, eventually, Testbed } from '@klaster/testing';
import { membership } from '../membership.module.js';

/** Who may act for whom, from when until when, with two replicas of the service. */
describe('mandates', () => {
  let bed: Testbed;
  let cluster: Cluster;

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
    cluster = await bed.person({ operator: true }).get(createCluster, { name: 'Wspólny Stół', purpose: 'Razem', municipality: 'Łódź' });
  });
  afterAll(() => bed.stop());

  const outcome = (answer: object) => ('refused' in answer ? String(answer.refused) : 'granted');
  const partyOf = (person: Caller, name = 'Fundacja', kind: Party['kind'] = 'organization') => person.get(registerParty, { kind, sphere: 'social', name, municipality: 'Łódź' });
  const accept = (person: Caller, { id, partyId }: Mandate) => person.call(acceptMandate, { partyId, mandateId: id });
  const end = (person: Caller, { id, partyId }: Mandate) => person.call(endMandate, { partyId, mandateId: id });
  const read = (person: Caller, { id, partyId }: Mandate) => person.call(readMandate, { partyId, mandateId: id });
  const mandatesOf = async (person: Caller, partyId: string, state?: Mandate['state']) => (await person.get(listMandates, { partyId, ...(state ? { state } : {}) })).items;
  type Terms = Omit<RequestInputOf<typeof createMandate>, 'partyId' | 'accountId'>;
  const invite = (by: Caller, { id: partyId }: Pick<Party, 'id'>, person: Caller, terms: Terms = {}) => by.get(createMandate, { partyId, accountId: person.accountId, ...terms });
  /** A party with so many who represent it. */
  async function represented(count: number) {
    const people = Array.from({ length: count }, () => bed.person());
    const [chair, ...others] = people as [Caller, ...Caller[]];
    const party = await partyOf(chair);
    for (const person of others) await accept(person, await invite(chair, party, person, { scopes: ['represent'] }));
    const mandates = await mandatesOf(chair, party.id);
    return { party, people: people.map((person) => ({ person, mandate: mandates.find(({ accountId }) => accountId === person.accountId)! })) };
  }
  const inDays = (days: number) => new Date(Date.parse(bed.clock.now()) + days * 86_400_000).toISOString();
  const held = (partyId: string) => bed.rows<{ account_id: string }>(`SELECT account_id FROM membership.mandate WHERE party_id = $1 AND state = 'held' AND 'represent' = ANY (scopes)`, [partyId]);

  it('are invited to and accepted; then the account acts', async () => {
    const [chair, newcomer] = [bed.person(), bed.person()];
    const party = await partyOf(chair);
    const invited = await invite(chair, party, newcomer, { scopes: ['read', 'represent'] });
    expect(invited).toMatchObject({ state: 'invited', scopes: ['represent', 'read'], accountId: newcomer.accountId, validUntil: null, endedAt: null });
    const rename = async () => newcomer.call(changeParty, { partyId: party.id, name: 'Od nowa' }, { expectedVersion: (await chair.get(readParty, { partyId: party.id })).version });
    expect(await rename()).toEqual({ refused: 'forbidden' });
    expect(await accept(chair, invited)).toEqual({ refused: 'forbidden' });
    expect(await accept(newcomer, invited)).toMatchObject({ id: invited.id, state: 'held' });
    expect(await accept(newcomer, invited)).toEqual({ refused: 'mandate-not-open', parameters: { state: 'held' } });
    expect(await rename()).toMatchObject({ name: 'Od nowa' });
    expect((await newcomer.get(listMyMandates, {})).items).toEqual([await newcomer.get(readMandate, { partyId: party.id, mandateId: invited.id })]);
  });

  it('are asked for and granted, with the scopes that were asked for', async () => {
    const [chair, asking] = [bed.person(), bed.person()];
    const party = await partyOf(chair);
    const requested = await asking.get(createMandate, { partyId: party.id });
    expect(requested).toMatchObject({ state: 'requested', scopes: ['contribute', 'read'] });
    expect(await accept(asking, requested)).toEqual({ refused: 'forbidden' });
    expect(await mandatesOf(chair, party.id, 'requested')).toEqual([requested]);
    expect(await accept(chair, requested)).toMatchObject({ state: 'held', scopes: ['contribute', 'read'] });
  });

  it('are declined, withdrawn, given up and revoked; and given again', async () => {
    const [chair, other] = [bed.person(), bed.person()];
    const party = await partyOf(chair);
    const declined = await invite(chair, party, other);
    expect(await end(other, declined)).toMatchObject({ state: 'ended' });
    const withdrawn = await other.get(createMandate, { partyId: party.id });
    expect(await end(other, withdrawn)).toMatchObject({ state: 'ended' });
    const refused = await other.get(createMandate, { partyId: party.id });
    expect(await end(chair, refused)).toMatchObject({ state: 'ended' });
    const held = await invite(chair, party, other);
    await accept(other, held);
    expect(await end(chair, held)).toMatchObject({ state: 'ended' });
    expect(await end(chair, held)).toEqual({ refused: 'mandate-not-open', parameters: { state: 'ended' } });
    const again = await invite(chair, party, other);
    expect(await accept(other, again)).toMatchObject({ state: 'held' });
    const told = await bed.rows<{ type: string; was: string }>(`SELECT type, envelope::json #>> '{data,was}' AS was FROM membership.journal WHERE subject = $1 AND type LIKE '%mandate.ended%' ORDER BY id`, [party.id]);
    expect(told.map(({ was }) => was)).toEqual(['invited', 'requested', 'requested', 'held']);
  });

  it('are a natural person’s own alone', async () => {
    const [person, stranger] = [bed.person(), bed.person()];
    const party = await partyOf(person, 'Ja', 'person');
    const [own] = await mandatesOf(person, party.id);
    expect(await person.call(createMandate, { partyId: party.id, accountId: stranger.accountId })).toEqual({ refused: 'person-acts-alone' });
    expect(await end(person, own!)).toEqual({ refused: 'person-acts-alone' });
    expect(await end(stranger, own!)).toEqual({ refused: 'not-found' });
    expect(await stranger.call(createMandate, { partyId: party.id })).toEqual({ refused: 'not-found' });
  });

  it('tell strangers nothing', async () => {
    const [chair, invitedOne, stranger, asking, reader] = [bed.person(), bed.person(), bed.person(), bed.person(), bed.person()];
    const party = await partyOf(chair);
    const invited = await invite(chair, party, invitedOne);
    await asking.get(createMandate, { partyId: party.id });
    await accept(reader, await invite(chair, party, reader, { scopes: ['read'] }));
    expect(await stranger.call(createMandate, { partyId: party.id, accountId: newId() })).toEqual({ refused: 'forbidden' });
    expect(await reader.call(createMandate, { partyId: party.id, accountId: newId() })).toEqual({ refused: 'forbidden' });
    for (const person of [stranger, asking]) {
      expect(await read(person, invited)).toEqual({ refused: 'not-found' });
      expect(await person.call(listMandates, { partyId: party.id })).toEqual({ refused: 'not-found' });
    }
    for (const person of [stranger, asking, reader]) {
      expect(await accept(person, invited)).toEqual({ refused: 'not-found' });
      expect(await end(person, invited)).toEqual({ refused: 'not-found' });
    }
    expect(await read(reader, invited)).toEqual(invited);
    expect(await read(chair, { ...invited, partyId: newId() })).toEqual({ refused: 'not-found' });
    expect(await read(invitedOne, invited)).toEqual(invited);
    expect(await invitedOne.call(listMandates, { partyId: party.id })).toEqual({ refused: 'not-found' });
  });

  it('show the memberships of the party from when they are held until they end', async () => {
    const [chair, other] = [bed.person(), bed.person()];
    const party = await partyOf(chair);
    const { id: memberId } = await chair.get(declareReadiness, { clusterId: cluster.id, partyId: party.id });
    const sees = async () => [(await other.get(listMyMemberships, {})).items.length, outcome(await other.call(readMember, { clusterId: cluster.id, memberId }))];
    const asked = await other.get(createMandate, { partyId: party.id, scopes: ['represent'] });
    expect(await sees()).toEqual([0, 'not-found']);
    await accept(chair, asked);
    expect(await sees()).toEqual([1, 'granted']);
    await end(chair, asked);
    expect(await sees()).toEqual([0, 'not-found']);
  });

  describe('where all come at once', () => {
    it('an account has one, whoever asks or invites', async () => {
      const [chair, other] = [bed.person(), bed.person()];
      const party = await partyOf(chair);
      const answers = await Promise.all(Array.from({ length: 20 }, (_, turn) => (turn % 2 ? chair : other).call(createMandate, { partyId: party.id, accountId: other.accountId })));
      expect(answers.map(outcome).toSorted()).toEqual(['granted', ...Array.from({ length: 19 }, () => 'mandate-exists')]);
    });

    it('nobody who asks is sent away because others ask too', async () => {
      const chair = bed.person();
      const party = await partyOf(chair);
      const answers = await Promise.all(Array.from({ length: 40 }, () => bed.person().call(createMandate, { partyId: party.id })));
      expect(answers.map(outcome)).toEqual(Array.from({ length: 40 }, () => 'granted'));
      const versions = await bed.rows<{ version: number }>('SELECT subject_version AS version FROM membership.journal WHERE subject = $1 ORDER BY 1', [party.id]);
      expect(versions.map(({ version }) => version)).toEqual(Array.from({ length: 43 }, (_, index) => index + 1));
    });

    it('one is accepted once, or ends, and not both', async () => {
      const [chair, other] = [bed.person(), bed.person()];
      const party = await partyOf(chair);
      const invited = await invite(chair, party, other);
      const answers = await Promise.all([...Array.from({ length: 10 }, () => accept(other, invited)), end(chair, invited)]);
      const accepted = answers.slice(0, 10).map(outcome).filter((result) => result === 'granted').length;
      expect(accepted).toBeLessThanOrEqual(1);
      const told = await bed.rows<{ type: string }>(`SELECT type FROM membership.journal WHERE subject = $1 AND type LIKE '%mandate%' ORDER BY id OFFSET 2`, [party.id]);
      expect(told.map(({ type }) => type)).toEqual([...(accepted ? ['membership.mandate.granted.v1'] : []), 'membership.mandate.ended.v1']);
    });

    it('two representatives end each other: one stays', async () => {
      for (let round = 0; round < 15; round += 1) {
        const { party, people: [one, other] } = await represented(2);
        const answers = await Promise.all([end(one!.person, other!.mandate), end(other!.person, one!.mandate)]);
        expect(answers.map(outcome).toSorted()).toEqual(['granted', 'not-found']);
        expect(await held(party.id)).toHaveLength(1);
      }
    });

    it('two representatives give up: one stays', async () => {
      for (let round = 0; round < 15; round += 1) {
        const { party, people } = await represented(2);
        const answers = await Promise.all(people.map(({ person, mandate }) => end(person, mandate)));
        expect(answers.map(outcome).toSorted()).toEqual(['granted', 'last-representative']);
        expect(await held(party.id)).toHaveLength(1);
      }
    });

    it('all end all: somebody stays', async () => {
      const { party, people } = await represented(4);
      await Promise.all(people.flatMap(({ person }) => people.map(({ mandate }) => end(person, mandate))));
      expect(await held(party.id)).toHaveLength(1);
    });
  });

  it('to represent do not all end, whatever is written, and whoever is quicker', async () => {
    const { party, people: [one, other] } = await represented(2);
    const [first, second] = [await bed.sql('membership'), await bed.sql('membership')];
    const ending = `UPDATE mandate SET state = 'ended', ended_at = now() WHERE id = $1`;
    await first.query('BEGIN');
    await first.query(ending, [one!.mandate.id]);
    const waiting = second.query(ending, [other!.mandate.id]);
    const refused = expect(waiting).rejects.toThrow(/nobody would represent/);
    const isWaiting = async () => ((await bed.rows(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).length > 0 ? true : undefined);
    await eventually(isWaiting, () => 'the second does not wait for the first');
    await first.query('COMMIT');
    await refused;
    expect(await held(party.id)).toHaveLength(1);
    await expect(first.query(`UPDATE mandate SET scopes = '{read}' WHERE id = $1`, [other!.mandate.id])).rejects.toThrow(/permission denied/);
    await expect(first.query(`UPDATE mandate SET account_id = $2 WHERE id = $1`, [other!.mandate.id, newId()])).rejects.toThrow(/permission denied/);
    const again = `INSERT INTO mandate (id, party_id, account_id, scopes, state, valid_from) VALUES (uuidv7(), $1, $2, '{read}', 'requested', now())`;
    await expect(first.query(again, [party.id, other!.person.accountId])).rejects.toThrow(/mandate_current/);
  });

  describe('in their time', () => {
    it('begin later, and end by themselves', async () => {
      const [chair, other] = [bed.person(), bed.person()];
      const party = await partyOf(chair);
      const invited = await invite(chair, party, other, { scopes: ['represent'], validFrom: inDays(2), validUntil: `${inDays(4).slice(0, -1)}00+00:00` });
      await accept(other, invited);
      const { id: memberId } = await chair.get(declareReadiness, { clusterId: cluster.id, partyId: party.id });
      const acts = async () => outcome(await other.call(readMember, { clusterId: cluster.id, memberId }));
      expect(await acts()).toBe('not-found');
      bed.clock.turn({ days: 3 });
      expect(await acts()).toBe('granted');
      bed.clock.turn({ days: 1, seconds: 1 });
      expect(await acts()).toBe('not-found');
      const ended = await eventually(async () => (await mandatesOf(chair, party.id, 'ended'))[0], () => 'the mandate does not end');
      expect(ended).toMatchObject({ id: invited.id, accountId: other.accountId });
      const [told] = await bed.rows<{ envelope: string }>(`SELECT envelope FROM membership.journal WHERE subject = $1 AND type = 'membership.mandate.ended.v1'`, [party.id]);
      expect(JSON.parse(told!.envelope)).toMatchObject({ data: { mandateId: invited.id, was: 'held' }, requestid: 'timer:membership.mandate.expire' });
    });

    it('are not answered for ever', async () => {
      const [chair, other] = [bed.person(), bed.person()];
      const party = await partyOf(chair);
      const invited = await invite(chair, party, other, { validUntil: inDays(1) });
      bed.clock.turn({ days: 2 });
      expect(await accept(other, invited)).toEqual({ refused: 'mandate-not-open', parameters: { state: 'ended' } });
      await eventually(async () => (await mandatesOf(chair, party.id, 'ended'))[0], () => 'the invitation does not end');
      expect(await invite(chair, party, other)).toMatchObject({ state: 'invited' });
    });

    it('end once, and leave no timer behind', async () => {
      const [chair, other] = [bed.person(), bed.person()];
      const party = await partyOf(chair);
      const invited = await invite(chair, party, other, { validUntil: inDays(1) });
      await end(chair, invited);
      expect(await bed.rows('SELECT 1 FROM membership.timer WHERE subject = $1', [invited.id])).toEqual([]);
    });

    it('end after they begin', async () => {
      const [chair, other] = [bed.person(), bed.person()];
      const { id: partyId } = await partyOf(chair);
      const create = (terms: Terms) => chair.call(createMandate, { partyId, accountId: other.accountId, ...terms });
      expect(await create({ validUntil: inDays(-1) })).toEqual({ refused: 'period-reversed' });
      expect(await create({ validFrom: inDays(3), validUntil: inDays(2) })).toEqual({ refused: 'period-reversed' });
    });

    it('do not count as the last to represent: who represents until a day only does not keep the party represented', async () => {
      const [chair, other] = [bed.person(), bed.person()];
      const party = await partyOf(chair);
      await accept(other, await invite(chair, party, other, { scopes: ['represent'], validUntil: inDays(9) }));
      const [own] = (await mandatesOf(chair, party.id)).filter(({ accountId }) => accountId === chair.accountId);
      expect(await end(chair, own!)).toEqual({ refused: 'last-representative' });
      expect(await end(other, own!)).toEqual({ refused: 'last-representative' });
    });
  });

  it('work for a member as its mandate is, until it ends', async () => {
    const [chair, other] = [bed.person(), bed.person()];
    const party = await partyOf(chair);
    const { id: memberId } = await chair.get(declareReadiness, { clusterId: cluster.id, partyId: party.id });
    await chair.get(admitMember, { clusterId: cluster.id, memberId, acceptsCharter: true });
    const mandate = await invite(chair, party, other, { scopes: ['contribute'] });
    await accept(other, mandate);
    expect(outcome(await other.call(declareReadiness, { clusterId: cluster.id, partyId: party.id }))).toBe('no-mandate');
    expect(outcome(await other.call(readMember, { clusterId: cluster.id, memberId }))).toBe('granted');
    await end(chair, mandate);
    // Often enough for each replica to be asked.
    const answers = await Promise.all(Array.from({ length: 20 }, () => other.call(readMember, { clusterId: cluster.id, memberId })));
    expect(answers.map(outcome)).toEqual(Array.from({ length: 20 }, () => 'not-found'));
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { textOfPdf } from '@klaster/testing';
import { CommonTable, patientRules } from '../world/common-table.ts';
import { granted, type Json, type Person, sha256, startWorld, type World } from '../world/world.ts';

const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString();

/** Neighbours meet at their table: invitation, attendance, a decision, minutes that are read, approved and taken home. */
describe('an assembly', () => {
  let world: World;
  let [wanda, marek, zofia]: Person[] = [];
  let ids: string[];
  let table: CommonTable;
  let assemblies: string;
  let assembly: Json;
  let one: string;

  beforeAll(async () => {
    world = await startWorld();
    const cluster = await world.cluster('Sąsiedzi znad Neru', { charter: { rules: { ...patientRules, delegationsPerHolder: 1 } } });
    [wanda, marek, zofia] = await Promise.all(['Wanda', 'Marek', 'Zofia'].map((name) => world.person(name)));
    ids = [];
    for (const [person, party] of [[wanda, 'Koło Gospodyń „Łąka”'], [marek, 'Piekarnia Źródło'], [zofia, 'Szkoła nr 5']] as const) ids.push(await world.join(person!, cluster, party));
    table = new CommonTable(cluster.id);
    assemblies = `${table.base}/assemblies`;
    granted(await wanda!.post(`${table.base}/roles`, { role: 'animator' }));
  }, 60_000);

  afterAll(() => world.stop());

  it('is announced by the animator, and goes into everybody’s calendar', async () => {
    const matter = await table.put(wanda!, { title: 'Wspólny ogród przy szkole' });
    const announced = { title: 'Obrady; wiosenne', startsAt: hours(0.5), endsAt: hours(2), place: 'Świetlica, ul. Polna 3', agenda: [{ title: 'Otwarcie' }, { title: 'Ogród', matterId: matter.id }] };
    expect((await marek!.post(assemblies, announced)).status).toBe(403);
    const answer = await wanda!.post(assemblies, announced);
    assembly = granted(answer);
    one = `${assemblies}/${assembly.id}`;
    expect([answer.status, answer.headers['location'], answer.headers['etag']]).toEqual([201, one, '"2"']);

    const invitation = await marek!.get(`${one}/invitation.ics`);
    expect([invitation.status, invitation.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw' }).format(new Date(assembly.startsAt));
    expect(invitation.headers['content-disposition']).toBe(`attachment; filename="zaproszenie-na-obrady-${day}.ics"`);
    expect(invitation.text).toContain(`\r\nUID:${assembly.id}\r\nSEQUENCE:0\r\n`);
    expect(invitation.text).toContain('\r\nSUMMARY:Obrady\\; wiosenne\r\n');
    expect((await marek!.get(`${one}/invitation.ics`, { 'if-none-match': invitation.headers['etag']! })).status).toBe(304);

    const moved = granted(await wanda!.patch(one, { endsAt: hours(3) }, { 'if-match': '"2"' }));
    expect(moved.version).toBe(3);
    expect((await marek!.get(`${one}/invitation.ics?language=en`)).text).toMatch(/\r\nSEQUENCE:1\r\n[^]*DESCRIPTION:Agenda:\\n1\. Otwarcie\\n2\. Ogród\r\n/);
  });

  it('meets: seats attend, one is represented, the table decides', async () => {
    const [, { matterId }] = assembly.agenda;
    granted(await zofia!.post(`${one}/delegations`, { to: ids[1] }));
    expect((await wanda!.post(`${one}/attendance`)).status).toBe(409);
    granted(await wanda!.post(`${one}/opening`));
    for (const person of [wanda!, marek!]) expect((await person.post(`${one}/attendance`)).status).toBe(201);
    expect(granted(await marek!.post(`${one}/attendance`, { memberId: ids[2] }))).toMatchObject({ partyName: 'Szkoła nr 5', representedBy: ids[1] });
    await table.deliberate(wanda!, matterId);
    await table.openVoting(wanda!, matterId);
    granted(await table.cast(wanda!, matterId, { vote: 'yes' }));
    granted(await table.cast(marek!, matterId, { vote: 'no' }));
    granted(await table.cast(marek!, matterId, { vote: 'yes' }, ids[2]));
    await table.close(wanda!, matterId);
    expect((await marek!.get(`${one}/minutes`)).status).toBe(404);
    expect(granted(await wanda!.post(`${one}/closing`)).state).toBe('closed');
  });

  it('leaves minutes, which are completed, approved and taken home', async () => {
    const draft = await marek!.get(`${one}/minutes`);
    const { text, sha256: hash } = granted(draft);
    expect(hash).toBe(sha256(JSON.stringify({ en: text.en, pl: text.pl })));
    expect(text.pl).toContain('Obecne były 3 z 3 miejsc, w tym 1 reprezentowane przez innego członka.');
    expect(text.pl).toContain('Za głosowały 2 miejsca, przeciw głosowało 1 miejsce, nikt się nie wstrzymał.');

    const completed = { pl: `${text.pl}\n\nNa tym obrady zakończono.`, en: `${text.en}\n\nWith this the assembly ended.` };
    expect((await wanda!.put(`${one}/minutes`, { text: completed })).status).toBe(428);
    const written = granted(await wanda!.put(`${one}/minutes`, { text: completed }, { 'if-match': draft.headers['etag']! }));
    expect((await wanda!.post(`${one}/minutes/approval`, { sha256: written.sha256 })).body.type).toMatch(/\/own-minutes$/);
    expect((await marek!.post(`${one}/minutes/approval`, { sha256: hash })).status).toBe(412);
    expect(granted(await marek!.post(`${one}/minutes/approval`, { sha256: written.sha256 })).approvedBy).toBe(ids[1]);
    expect(granted(await zofia!.get(one)).state).toBe('minutes-approved');

    const markdown = await zofia!.get(`${one}/minutes.md?language=pl`);
    expect([markdown.headers['content-type'], markdown.text]).toEqual(['text/markdown; charset=utf-8', completed.pl]);
    expect(markdown.headers['content-disposition']).toMatch(/^attachment; filename="protokol-obrad-[\d-]+\.md"; filename\*=UTF-8''protok%C3%B3%C5%82-obrad-[\d-]+\.md$/);

    const response = await fetch(`${world.gatewayUrl}${one}/minutes.pdf?language=pl`, { headers: { authorization: `Bearer ${zofia!.token}` } });
    const pdf = Buffer.from(await response.arrayBuffer());
    expect([response.status, response.headers.get('content-type'), pdf.subarray(0, 5).toString('latin1')]).toEqual([200, 'application/pdf', '%PDF-']);
    const said = textOfPdf(pdf);
    for (const line of ['Protokół obrad: Obrady; wiosenne', 'Koło Gospodyń „Łąka”', 'Na tym obrady zakończono.', '(Piekarnia Źródło).', written.sha256]) expect(said).toContain(line);
  });

  it('is for its table alone', async () => {
    const stranger = await world.person('Obcy');
    for (const path of ['', '/minutes', '/minutes.md', '/minutes.pdf', '/invitation.ics', '/attendance']) {
      expect([path, (await stranger.get(one + path)).status]).toEqual([path, 403]);
      expect([path, (await world.nobody().get(one + path)).status]).toEqual([path, 401]);
    }
    expect((await zofia!.get(`${one}/minutes.pdf?language=de`)).status).toBe(400);
    expect((await zofia!.get(`${one}/minutes.docx`)).status).toBe(404);
  });
});

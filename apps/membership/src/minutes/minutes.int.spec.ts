import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  approveMinutes, type Assembly, closeAssembly, closeVoting, declareInterest, delegateSeat, listMembers, type Minutes, readAssembly, readMinutes, readMinutesMarkdown, readMinutesPdf, recordAttendance, takeRole, writeMinutes,
} from '@klaster/contracts';
import { atOnce, outcomes, Testbed, textOfPdf } from '@klaster/testing';
import canonicalize from 'canonicalize';
import { closed, inSession, one } from '../assemblies/fixtures/meeting.js';
import { RoundTable, type Sitter } from '../matters/fixtures/round-table.js';
import { membership } from '../membership.module.js';

/** Minutes from the draft to the approval, with two replicas of the service. */
describe('minutes', () => {
  let bed: Testbed;
  let table: RoundTable;
  let [animator, secretary, celina, dorota]: Sitter[] = [];
  const names = new Map<string, string>();

  beforeAll(async () => {
    bed = await Testbed.start();
    await bed.serve(membership, { replicas: 2 });
    table = await RoundTable.set(bed, 'Stół z protokołem', { deliberationHours: 0, votingHours: 0, delegationsPerHolder: 1 });
    [animator, secretary, celina, dorota] = await table.join(4);
    await animator!.person.get(takeRole, { clusterId: table.clusterId, role: 'animator' });
    await secretary!.person.get(takeRole, { clusterId: table.clusterId, role: 'secretary' });
    for (const { id, partyName } of (await animator!.person.get(listMembers, { clusterId: table.clusterId })).items) names.set(id, partyName);
  }, 60_000);

  afterAll(() => bed.stop());

  const nameOf = (sitter: Sitter | undefined) => names.get(sitter!.memberId)!;
  const everybody = () => [animator!, secretary!, celina!, dorota!];
  const read = (assembly: Assembly) => animator!.person.get(readMinutes, one(assembly));
  const write = ({ person }: Sitter, assembly: Assembly, { version }: Minutes, text: string) => person.call(writeMinutes, { ...one(assembly), text: { pl: text, en: text } }, { expectedVersion: version });
  const approve = ({ person }: Sitter, assembly: Assembly, { sha256 }: Minutes) => person.call(approveMinutes, { ...one(assembly), sha256 });

  it('are drafted from what happened, and what is decided later does not change them', async () => {
    const [garden, oven] = [await table.votedOn(animator!, { title: 'Ogród przy szkole' }), await table.votedOn(animator!, { title: 'Piec', method: 'consent' })];
    await celina!.person.get(declareInterest, { clusterId: table.clusterId, matterId: garden.id, text: 'Ogród graniczy z naszą działką.' });
    const assembly = await inSession(table, animator!, { agenda: [{ title: 'Otwarcie' }, { title: 'Ogród', matterId: garden.id }, { title: 'Piec', matterId: oven.id }] });
    await dorota!.person.get(delegateSeat, { ...one(assembly), to: celina!.memberId });
    for (const { person } of [animator!, celina!]) await person.get(recordAttendance, one(assembly));
    await celina!.person.get(recordAttendance, { ...one(assembly), memberId: dorota!.memberId });
    for (const sitter of [animator!, secretary!, celina!]) await table.cast(sitter, garden, { vote: sitter === celina ? 'no' : 'yes' });
    await animator!.person.get(closeVoting, { clusterId: table.clusterId, matterId: garden.id });
    await table.cast(animator!, oven, { position: 'consent' });
    await animator!.person.get(closeAssembly, one(assembly));

    const minutes = await read(assembly);
    expect(minutes).toMatchObject({ version: assembly.version + 1, writtenBy: null, approvedBy: null, sha256: createHash('sha256').update(canonicalize(minutes.text)!).digest('hex') });
    const { pl, en } = minutes.text;
    expect(pl).toContain('- **Stół:** Stół z protokołem');
    expect(pl).toContain(`- **Animator:** ${nameOf(animator)}\n- **Sekretarz:** ${nameOf(secretary)}`);
    const present = [nameOf(animator), nameOf(celina), `${nameOf(dorota)} (reprezentuje: ${nameOf(celina)})`].toSorted((a, b) => a.localeCompare(b, 'pl'));
    expect(pl).toContain(`Obecne były 3 z 4 miejsc, w tym 1 reprezentowane przez innego członka.\n\n${present.map((line, index) => `${index + 1}. ${line}`).join('\n')}\n\n`);
    expect(pl).toContain('### 2. Ogród\n\nSprawa: uchwała „Ogród przy szkole”, wersja 1. Głosowanie: jawne, zwykła większość.');
    expect(pl).toMatch(/\*\*Przyjęto\*\* .*: osiągnięto wymaganą większość\. Głos oddały 3 z 4 uprawnionych miejsc\. Za głosowały 2 miejsca, przeciw głosowało 1 miejsce, nikt się nie wstrzymał\./);
    expect(pl).toContain(`- ${nameOf(celina)}: „Ogród graniczy z naszą działką.”`);
    expect(en).toMatch(/### 3\. Piec\n\nMatter: resolution “Piec”, revision 1\. Vote: open, consent\.\n\nVoting is open until /);
    expect(en).not.toContain('consented');

    await animator!.person.get(closeVoting, { clusterId: table.clusterId, matterId: oven.id });
    expect(await read(assembly)).toEqual(minutes);
  });

  it('leave no name and no word of theirs in the journal', async () => {
    const assembly = await closed(table, animator!, [celina!], { title: 'Tajemniczy tytuł', place: 'Tajemnicza świetlica' });
    await write(secretary!, assembly, await read(assembly), 'Tajemniczy protokół');
    const rows = await bed.rows<{ envelope: string }>('SELECT envelope FROM membership.journal WHERE cluster_id = $1', [table.clusterId]);
    expect(rows.length).toBeGreaterThan(4);
    expect(rows.filter(({ envelope }) => /Tajemnicz/.test(envelope))).toEqual([]);
  });

  it('are completed by whoever keeps them, as they were read', async () => {
    const assembly = await closed(table, animator!, [celina!]);
    const draft = await read(assembly);
    expect(await write(celina!, assembly, draft, 'Moje')).toEqual({ refused: 'not-facilitator' });
    const answers = await atOnce(10, (turn) => write(turn % 2 === 0 ? secretary! : animator!, assembly, draft, `Protokół ${turn}`));
    expect(outcomes(answers)).toEqual({ granted: 1, 'stale-version': 9 });
    const written = await read(assembly);
    expect(written).toMatchObject({ version: draft.version + 1, text: { en: written.text.pl } });
    expect((await celina!.person.get(readAssembly, one(assembly))).version).toBe(written.version);
    expect(await secretary!.person.call(writeMinutes, { ...one(assembly), text: draft.text })).toEqual({ refused: 'version-required' });
  });

  it('are approved by a seat that was there itself, did not write them last, and read them', async () => {
    const assembly = await inSession(table, animator!);
    await dorota!.person.get(delegateSeat, { ...one(assembly), to: celina!.memberId });
    for (const { person } of [animator!, celina!]) await person.get(recordAttendance, one(assembly));
    await celina!.person.get(recordAttendance, { ...one(assembly), memberId: dorota!.memberId });
    expect(await approve(celina!, assembly, { sha256: '0'.repeat(64) } as Minutes)).toMatchObject({ refused: 'assembly-wrong-state' });
    await animator!.person.get(closeAssembly, one(assembly));
    const draft = await read(assembly);
    await write(animator!, assembly, draft, 'Protokół');
    const written = await read(assembly);
    for (const other of [animator!, secretary!, dorota!]) expect(await approve(other, assembly, written)).toEqual({ refused: 'own-minutes' });
    expect(await approve(celina!, assembly, draft)).toEqual({ refused: 'stale-version' });
    expect(await approve(celina!, assembly, written)).toMatchObject({ version: written.version + 1, sha256: written.sha256, writtenBy: animator!.memberId, approvedBy: celina!.memberId });
    expect(await celina!.person.get(readAssembly, one(assembly))).toMatchObject({ state: 'minutes-approved', version: written.version + 1 });
    expect(await write(secretary!, assembly, await read(assembly), 'Anew')).toMatchObject({ refused: 'assembly-wrong-state' });
    await expect(table.asService(`UPDATE minutes SET text = '{}' WHERE assembly_id = $1`, [assembly.id])).rejects.toThrow(/never change/);
  });

  it('that are approved are those that were read, whoever writes at the same moment', async () => {
    for (let round = 0; round < 8; round += 1) {
      const assembly = await closed(table, animator!, everybody());
      const draft = await read(assembly);
      const answers = await Promise.all(everybody().flatMap((sitter) => [approve(sitter, assembly, draft), write(secretary!, assembly, draft, `Protokół ${round}`)]));
      expect(outcomes(answers)['granted']).toBe(1);
      const { approvedBy, sha256, writtenBy } = await read(assembly);
      expect(approvedBy === null ? writtenBy : sha256).toBe(approvedBy === null ? secretary!.memberId : draft.sha256);
    }
  });

  it('are taken away as Markdown and as PDF, in both languages', async () => {
    const assembly = await closed(table, animator!, everybody());
    const draft = await read(assembly);
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw' }).format(new Date(assembly.startsAt));
    expect(await celina!.person.get(readMinutesMarkdown, one(assembly))).toEqual({ mediaType: 'text/markdown', fileName: `protokół-obrad-${day}.md`, encoding: 'utf8', content: draft.text.pl });
    expect(await celina!.person.get(readMinutesMarkdown, { ...one(assembly), language: 'en' })).toMatchObject({ fileName: `minutes-${day}.md`, content: draft.text.en });
    const pdf = await celina!.person.get(readMinutesPdf, one(assembly));
    expect(pdf).toMatchObject({ mediaType: 'application/pdf', fileName: `protokół-obrad-${day}.pdf`, encoding: 'base64' });
    expect(textOfPdf(Buffer.from(pdf.content, 'base64'))).toMatch(/Projekt: protokół nie został jeszcze zatwierdzony\./);
    await approve(celina!, assembly, draft);
    const approved = await celina!.person.get(readMinutesPdf, { ...one(assembly), language: 'en' });
    expect(textOfPdf(Buffer.from(approved.content, 'base64'))).toContain(` by ${nameOf(celina)}.`);
    expect(await celina!.person.get(readMinutesPdf, { ...one(assembly), language: 'en' })).toEqual(approved);
    expect(await celina!.person.call(readMinutesPdf, one(await inSession(table, animator!)))).toEqual({ refused: 'not-found' });
  });

  it('are too long for a PDF where they are', async () => {
    const assembly = await closed(table, animator!, [celina!]);
    await write(secretary!, assembly, await read(assembly), 'słowo '.repeat(30_000).trim());
    expect(await celina!.person.call(readMinutesPdf, one(assembly))).toEqual({ refused: 'minutes-too-long' });
    expect(await celina!.person.get(readMinutesMarkdown, one(assembly))).toMatchObject({ encoding: 'utf8' });
  });
});

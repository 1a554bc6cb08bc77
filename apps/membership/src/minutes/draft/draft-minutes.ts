import type { Matter } from '../../matters/matter.js';
import type { MinutesText } from '../minute.js';
import { english } from './english.js';
import { address, bullets, numbered, plain } from './markdown-text.js';
import type { Phrases } from './phrases.js';
import { polish } from './polish.js';
import type { MatterOfAgenda, Proceedings } from './proceedings.js';

/** Minutes can be written anew in so many characters: a draft is not longer. */
const longest = 200_000;

/**
 * The minutes of an assembly as they follow from what is recorded, in both languages, in Markdown. Where they would be too
 * long, long lists are left to where they stand on the platform.
 */
export const draftMinutes = (proceedings: Proceedings): MinutesText => ({ en: draftText(proceedings, english), pl: draftText(proceedings, polish) });

export function draftText(proceedings: Proceedings, phrases: Phrases): string {
  const full = new Draft(phrases, true).of(proceedings);
  return full.length <= longest ? full : new Draft(phrases, false).of(proceedings);
}

class Draft {
  constructor(
    private readonly phrases: Phrases,
    private readonly listed: boolean,
  ) {}

  of(proceedings: Proceedings): string {
    const { title } = proceedings.assembly;
    const parts = [`# ${this.phrases.title(plain(title))}`, this.frame(proceedings), ...this.attendance(proceedings), ...this.agenda(proceedings)];
    return parts.filter((part) => part !== '').join('\n\n');
  }

  private frame({ clusterName, assembly: { startsAt, endsAt, openedAt, place, link }, closedAt, duties }: Proceedings): string {
    const { labels, moment, span } = this.phrases;
    const known: readonly (readonly [string, string | null])[] = [
      [labels.table, plain(clusterName)],
      [labels.planned, span(startsAt, endsAt)],
      [labels.opened, openedAt && moment(openedAt)],
      [labels.closed, moment(closedAt)],
      [labels.place, place && plain(place)],
      [labels.link, link && address(link)],
      ...duties.map(({ role, partyName }) => [labels[role], plain(partyName)] as const),
    ];
    return bullets(known.flatMap(([label, said]) => (said ? [`**${label}:** ${said}`] : [])));
  }

  private attendance({ present, seats }: Proceedings): string[] {
    const { headings, attendanceLeftOut, represented } = this.phrases;
    const names = present.map(({ partyName, representedBy }) => (representedBy === null ? plain(partyName) : represented(plain(partyName), plain(representedBy))));
    const count = this.phrases.present(present.length, seats, present.filter(({ representedBy }) => representedBy !== null).length);
    return [`## ${headings.attendance}`, count, this.listed ? numbered(names) : attendanceLeftOut];
  }

  private agenda({ assembly: { agenda }, matters }: Proceedings): string[] {
    const known = new Map(matters.map((matter) => [matter.id, matter]));
    const items = agenda.flatMap(({ title, matterId }, index) => {
      const matter = matterId === null ? undefined : known.get(matterId);
      return [`### ${index + 1}. ${plain(title)}`, ...(matter ? this.matter(matter) : [])];
    });
    return [`## ${this.phrases.headings.agenda}`, ...(items.length > 0 ? items : [this.phrases.noAgenda])];
  }

  private matter(matter: MatterOfAgenda): string[] {
    const what = this.phrases.matter(matter, plain(matter.title));
    const { counts, decidedAt } = matter;
    // Counts are there when voting has closed, and not before.
    const came = counts && decidedAt ? this.result(matter, counts, decidedAt) : [this.phrases.undecided(matter, plain(matter.withdrawalReason ?? ''))];
    return [what, ...came, ...this.interests(matter)];
  }

  private result({ options }: MatterOfAgenda, counts: NonNullable<Matter['counts']>, decidedAt: string): string[] {
    const { outcome, turnout, votes, needed, quorum, option, winners, tied } = this.phrases;
    const texts = new Map(options.map(({ key, text }) => [key, plain(text)]));
    const named = (keys: readonly string[]) => keys.map((key) => texts.get(key) ?? plain(key));
    const amongOptions = counts.options.length > 0;
    const sentences = [outcome(counts, amongOptions, decidedAt), turnout(counts), votes(counts), ...(counts.majority ? [needed(counts.majority)] : []), quorum(counts.quorum)];
    if (!amongOptions || !this.listed) return [sentences.join(' ')];
    const ranks = bullets(counts.options.map((result) => option(texts.get(result.option) ?? plain(result.option), result)));
    const chosen = [...(counts.winners.length > 0 ? [winners(named(counts.winners))] : []), ...(counts.tied.length > 0 ? [tied(named(counts.tied))] : [])];
    return [sentences.join(' '), ranks, chosen.join(' ')];
  }

  private interests({ interests }: MatterOfAgenda): string[] {
    if (interests.length === 0) return [];
    const said = this.phrases.interests(interests.length, this.listed);
    return this.listed ? [said, bullets(interests.map(({ partyName, text }) => `${plain(partyName)}: ${this.phrases.quoted(plain(text))}`))] : [said];
  }
}

import type { Instant, Match } from '@klaster/contracts';
import type { Work } from '@klaster/persistence';
import { wordsOf } from '@klaster/words';
import { Injectable } from '@nestjs/common';
import { intersect } from '../times/intervals.js';
import { intervalsOf } from '../times/times.js';
import { known, shown } from './listings.js';
import { betterFirst, fit, type Fit, type Known, otherSide } from './match.js';
import { type Sought, soughtFor } from './seeking.js';

interface Candidate extends Known {
  readonly dismissed: boolean;
}

/** What goes together with a listing. */
export interface Found {
  readonly fit: Fit;
  readonly other: Candidate;
}

/** Who looks: the cluster whose tenant is entered, for one of its sides, at what these audiences see. */
export interface View {
  readonly clusterId: string;
  readonly side: Known['side'];
  readonly audiences: readonly string[];
  /** Those that the side has not dismissed, all, or those of which it knows nothing yet. */
  readonly which: 'open' | 'all' | 'unknown';
}

/** The side of a listing looks, in its own cluster; a partner that sits at another table sees nothing that its cluster keeps to itself. */
export const viewOf = ({ clusterId, side }: Known, which: View['which'], seenFrom = clusterId): View => ({ clusterId, side, audiences: [...(seenFrom === clusterId ? [clusterId] : []), 'federation', 'public'], which });

/** So many are shown. */
export const mostShown = 20;
/** A term's newest listings are looked at, for each audience: the cost does not grow with how many there are. */
const newest = 40;
/** Of those, the ones that most terms speak for are judged. */
const judged = 80;
/** And of those the best are looked at by the calendar, which takes longest. */
const timed = 40;
const dayMs = 86_400_000;
/** Times are compared over a year; most that have one in common have it soon, and need not be followed further. */
const daysAhead = [0, 35, 365] as const;

const candidatesFor = (side: Known['side']) => `
WITH found AS (
  SELECT t.cluster_id, t.listing_id, t.listed_at,
         coalesce(max(s.weight) FILTER (WHERE s.of = 'category'), 0) + coalesce(sum(s.weight) FILTER (WHERE s.of = 'word'), 0) AS rank
    FROM unnest($1::text[], $2::int[], $3::text[]) AS s (term, weight, of) CROSS JOIN unnest($4::text[]) AS a (audience)
   CROSS JOIN LATERAL (
     SELECT cluster_id, listing_id, listed_at FROM listing_term WHERE audience = a.audience AND side = $5 AND kind = $6 AND term = s.term
      ORDER BY listed_at DESC, listing_id DESC LIMIT ${newest}) AS t
   GROUP BY t.cluster_id, t.listing_id, t.listed_at)
SELECT ${known}, m.dismissed_at IS NOT NULL AS dismissed
  FROM (SELECT * FROM found ORDER BY rank DESC, listed_at DESC, listing_id) AS f
  JOIN listing l ON l.cluster_id = f.cluster_id AND l.id = f.listing_id
  LEFT JOIN match m ON m.cluster_id = $7 AND m.side = $11 AND ${side === 'need' ? 'm.need_id = $8 AND m.offer_id = l.id' : 'm.offer_id = $8 AND m.need_id = l.id'}
 WHERE ($9::uuid IS NULL OR l.member_id IS DISTINCT FROM $9) AND CASE $10 WHEN 'all' THEN true WHEN 'open' THEN m.dismissed_at IS NULL ELSE m.id IS NULL END
 ORDER BY f.rank DESC, f.listed_at DESC, f.listing_id LIMIT ${judged}`;
const candidateTexts = { need: candidatesFor('need'), offer: candidatesFor('offer') } as const;

/** What goes together, as the cluster sees it whose tenant is entered. */
@Injectable()
export class Matches {
  /** The best first, so many at most. */
  async find(work: Work, subject: Known, view: View, now: Instant, most: number): Promise<Found[]> {
    const candidates = await this.candidates(work, subject, view, soughtFor(subject));
    const judge = (candidate: Candidate, haveTime: boolean): Found[] => {
      const fits = subject.side === 'need' ? fit(subject, candidate, haveTime) : fit(candidate, subject, haveTime);
      return fits ? [{ fit: fits, other: candidate }] : [];
    };
    const likely = candidates.flatMap((candidate) => judge(candidate, false)).toSorted(betterFirst).slice(0, timed);
    const haveTime = haveTimeWith(subject, Date.parse(now));
    return likely.flatMap(({ other }) => judge(other, haveTime(other))).toSorted(betterFirst).slice(0, most);
  }

  private candidates(work: Work, { id, side, kind, memberId }: Known, view: View, sought: readonly Sought[]): Promise<Candidate[]> {
    const terms = [sought.map(({ term }) => term), sought.map(({ weight }) => weight), sought.map(({ of }) => of)];
    return work.query<Candidate>(candidateTexts[side], [...terms, view.audiences, otherSide[side], kind, view.clusterId, id, memberId, view.which, view.side]);
  }
}

/** Whether others are to be had at a time when the subject is, from now on. */
function haveTimeWith(subject: Known, nowMs: number): (other: Known) => boolean {
  const parts = daysAhead.slice(1).map((days, place) => ({ fromMs: nowMs + daysAhead[place]! * dayMs, untilMs: nowMs + days * dayMs }));
  const times = parts.map((part) => ({ part, own: intervalsOf(subject, part) }));
  return (other) => times.some(({ part, own }) => own.length > 0 && intersect(own, intervalsOf(other, part)).length > 0);
}

/** Matches as the side of a listing is shown them: with the words of its own texts, each as it was written first. */
export function shownTo(subject: Known, matches: readonly Found[]): Match[] {
  const written = new Map(wordsOf(`${subject.title}\n${subject.description ?? ''}`).toReversed().map(({ stem, text }) => [stem, text.toLowerCase()]));
  const wordsBehind = (stems: readonly string[]) => stems.flatMap((stem) => written.get(stem) ?? []);
  return matches.map(({ fit: { score, reasons, words }, other }) => ({
    ...pairOf(subject, other.id), score, reasons: reasons.map((reason) => (reason === 'words' ? { reason, words: wordsBehind(words) } : { reason })), other: shown(other), dismissed: other.dismissed,
  }));
}

/** Which need and which offer it is. */
export const pairOf = ({ side, id }: Pick<Known, 'side' | 'id'>, otherId: string) => (side === 'need' ? { needId: id, offerId: otherId } : { needId: otherId, offerId: id });

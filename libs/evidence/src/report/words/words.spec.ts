import { CITATION_KEYS, ROW_REGISTER, ROWS } from '#domain';
import { readPolicy } from '#contract';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '#runtime';
import { givenDayWords, givenTimeWords, spanWords } from './dates.js';
import { decisionWords } from './decisions.js';
import { inWords } from './findings.js';
import { termsIn } from './glossary.js';
import { wordingOf } from './law.js';
import { ROW_SENSE } from './verdicts.js';

const { pack } = readPolicy(readFileSync(join(checkout, 'policy', 'mica-61.json'), 'utf8'));

describe('the words of the report', () => {
  it('carry the wording of every provision that the shipped pack cites, but of guidelines that nobody could read', () => {
    const cited = CITATION_KEYS.flatMap((key) => pack.citations[key]);
    const without = cited.filter(({ article }) => wordingOf(article) === null);
    expect([...new Set(without.map(({ article }) => article.replace(/, guidelines? .*/, '')))]).toEqual([
      'ESMA guidelines on reverse solicitation',
    ]);
    expect(without.filter(({ sourceStatus }) => sourceStatus === 'primary')).toEqual([]);
  });

  it('quote the article that the whole is about as it stands in the Official Journal', () => {
    expect(wordingOf('MiCA, Article 61(2)')).toBe(
      'A client’s own exclusive initiative as referred to in paragraph 1 shall not entitle a third-country firm to market new types of crypto-assets or crypto-asset services to that client.',
    );
  });

  it('say what each row of the decision table means, without another row', () => {
    for (const row of ROWS) {
      const sense = ROW_SENSE[row as keyof typeof ROW_REGISTER];
      expect([row, sense]).toEqual([row, expect.stringMatching(/^[A-Z].{40,}\.$/)]);
      expect(sense).not.toMatch(/\brow \d/i);
    }
  });

  it.each([
    ['raised', 'LATE_FACT', {}, 'Raised, because of a fact that came late.'],
    ['rejudged', 'POLICY', {}, 'Judged again, because of another rule pack.'],
    ['superseded', 'SOMETHING', {}, 'No longer alerts, because of something.'],
    ['assigned', null, { assignee: 'ann' }, 'Assigned it to ann.'],
    ['assigned', null, { assignee: null }, 'Gave it back: nobody is assigned.'],
    ['escalated', null, {}, 'Escalated it.'],
    ['close-rejected', null, { proposedBy: 'ann' }, 'As the second person, refused the closing that ann had proposed.'],
    ['closed', null, { reason: 'FALSE_DATA' }, 'Closed it as “the data was wrong”.'],
    ['reopened', null, {}, 'Re-opened it.'],
    ['invented', null, {}, 'invented.'],
  ])('say of %s %s %j: %s', (kind, cause, note, words) => {
    expect(decisionWords(kind, cause, note)).toBe(words);
  });

  it('tell times in one zone to the minute, days as days, and nothing else otherwise', () => {
    expect(givenTimeWords('2026-05-03T23:30:59+02:00')).toBe('3 May 2026, 21:30');
    expect(givenTimeWords('2026-05-03')).toBe('3 May 2026');
    expect([givenDayWords('2026-05-03T23:30:00-02:00'), givenDayWords('soon')]).toEqual(['4 May 2026', 'soon']);
    expect(spanWords([{ from: 0, to: 0 }])).toBe('on 1 January 1970');
  });

  it('take codes and seconds out of an explanation, and call requests by their numbers', () => {
    const said =
      'On 3 May 2026 at 14:05:09 UTC E marketed advice (ADVICE) in respect of e-money tokens (EMT) to client c: that is a new type (row 13). ' +
      'In doubt: of request r of 2 May 2026 at 10:00:00 UTC: it is open (A).';
    expect(inWords(said, [['r', 7]])).toBe(
      'On 3 May 2026 at 14:05 E marketed advice in respect of e-money tokens to client c: that is a new type. ' +
        'In doubt: of request no. 7 of 2 May 2026 at 10:00: it is open (A).',
    );
  });

  it('explain a term only where it shows', () => {
    expect(termsIn('Marketed beyond scope (critical)').map(([term]) => term)).toEqual([
      'critical, high, medium, low',
      'marketed beyond scope',
      'scope',
    ]);
    expect(termsIn('')).toEqual([]);
  });
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asPdf } from '../libs/evidence/src/report/as-pdf';
import { paragraph, plain, quote, type Report } from '../libs/evidence/src/report/blocks';
import { reportOf } from '../libs/evidence/src/report/content';
import { evidenceOf } from '../libs/evidence/src/report/report.testkit';
import * as story from '../libs/evidence/src/report/story.testkit';
import { veraPdf } from './support/vera-pdf';

const { ADA, BOB, EVE, CATALOGUE } = story;
const all = [...CATALOGUE, ...story.adasStory(), ...story.bobsStory(), ...story.evesStory()];

/** Reports that meet much of what a report can hold. */
const REPORTS: Readonly<Record<string, Report>> = {
  breaches: reportOf(evidenceOf([ADA], all, { done: story.ADAS_CASE }), [{ name: 'events.ndjson', sha256: 'ab' }]),
  clean: reportOf(evidenceOf([BOB], all), []),
  open: reportOf(evidenceOf([EVE], all, { isSigned: false }), []),
  incident: reportOf(evidenceOf([ADA, BOB, EVE], [...all, story.campaign('spring', '2026-06-10T10:00:00Z')]), []),
  foreign: {
    title: 'Ελληνικά, кириллица, العربية, עברית',
    running: '日本語 \u{1f600}',
    createdAt: '2026-01-01T00:00:00Z',
    blocks: [
      paragraph(plain('日本語 \u{1f600} \ue000 \u200b e\u0301 ﬁ \u{e0041}')),
      quote('مرحبا بالعالم שלום עולם'),
      { kind: 'list', items: ['x'.repeat(5_000)] },
      { kind: 'finding', text: 'word '.repeat(2_000) },
    ],
  },
};

describe('a report that is to be kept for decades, and read out', () => {
  it('conforms to PDF/A-2a and PDF/UA-1, as veraPDF reads them', async () => {
    const validate = veraPdf();
    const folder = mkdtempSync(join(tmpdir(), 'reports-'));
    const files: string[] = [];
    for (const [name, report] of Object.entries(REPORTS)) {
      const file = join(folder, `${name}.pdf`);
      writeFileSync(file, await asPdf(report));
      files.push(file);
    }
    expect(validate(['2a', 'ua1'], files)).toEqual([]);
  });

  it('would be told if it did not', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'reports-')), 'broken.pdf');
    const bytes = Buffer.from(await asPdf(REPORTS['clean'] ?? Object.values(REPORTS)[0]!)).toString('latin1');
    writeFileSync(file, bytes.replace('/Lang (en)', '/Gnal (en)').replace('/S /H1', '/S /Q1'), 'latin1');
    expect(veraPdf()(['2a', 'ua1'], [file])).toContain(`${file} does not conform to ua1`);
  });
});

import type { Mark, Row } from '#strip';
import { casesOf } from '../report/client-case.js';
import { lineText, type Block } from '../report/blocks.js';
import { reportOf } from '../report/content.js';
import { evidenceOf, told, type Told } from '../report/report.testkit.js';
import { stripOfCase } from '../report/sections/strip.js';
import {
  ADA,
  adasStory,
  ALPENHOF,
  BOB,
  bobsStory,
  campaign,
  CATALOGUE,
  EVE,
  evesStory,
} from '../report/story.testkit.js';

function rowsOf(clientId: string, facts: readonly Told[]): readonly Row[] {
  const [only] = casesOf(evidenceOf([clientId], [...CATALOGUE, ...facts]));
  if (only === undefined) throw new Error('There is no such client.');
  return stripOfCase(only).rows;
}
const marksOf = (rows: readonly Row[]): Mark[] => rows.flatMap(({ marks }) => [...marks]);
const found = (rows: readonly Row[], label: string): Row => {
  const row = rows.find((each) => each.label.startsWith(label));
  if (row === undefined)
    throw new Error(`There is no row ${label} among ${rows.map((each) => each.label).join(', ')}.`);
  return row;
};

describe('the strip of a client', () => {
  const ada = rowsOf(ADA, [...adasStory(), campaign('spring', '2026-06-10T10:00:00Z')]);

  it('has what was asked for first, from the request until it ended, then what was not', () => {
    expect(ada.map(({ label, says }) => `${label} (${says})`)).toEqual([
      'Custody and administration in respect of BTC, Alpenhof Digital AG (original scope)',
      'Exchange for other crypto-assets in respect of ETH, Alpenhof Digital AG (not in the scope)',
      'Lending and borrowing in respect of BTC, Straits Custody Pte (not in the scope)',
      'Staking in respect of ETH, Alpenhof Digital AG (not in the scope)',
      'Without naming an offer, Alpenhof Digital AG ()',
      'About the client ()',
    ]);
    expect(ada[0]?.bands).toEqual([
      { from: '2026-01-10T10:15:00.000Z', to: '2026-06-20T12:00:00.000Z', original: true, sure: true },
    ]);
  });

  it('has the message that sticks out, with its words and where all of it is, as another form than what does not promote', () => {
    const [mail] = found(ada, 'Exchange').marks;
    expect(mail).toMatchObject({
      form: 'PROMOTIONAL',
      status: 'BEYOND',
      what: 'Promotional message',
      verdict: 'Marketed beyond scope',
      subject: 'Why only bitcoin? Swap into Ether in two taps',
      uri: 'dms://mailings/2026-03/77',
    });
    expect(mail?.excerpt).toMatch(/^Dear Ada, for March we waive/);
    expect(mail?.alertId).toMatch(/^al-/);
    expect(found(ada, 'Without naming').marks).toEqual([
      expect.objectContaining({ form: 'MESSAGE', status: 'QUIET', subject: 'Your statement of holdings' }),
    ]);
  });

  it('flags requests, in the words of the client, and a campaign by the campaign', () => {
    expect(found(ada, 'Custody').marks[0]).toMatchObject({ form: 'REQUEST', status: 'QUIET', count: 1 });
    expect(found(ada, 'Custody').marks[0]?.excerpt).toMatch(/^I hold some bitcoin from 2017/);
    expect(found(ada, 'Staking').marks).toEqual([
      expect.objectContaining({ what: 'Campaign: promotional message', position: expect.any(Number) as number }),
    ]);
    // What was asked for after it had been marketed is no scope.
    expect(found(ada, 'Exchange').marks).toContainEqual(
      expect.objectContaining({ form: 'REQUEST', status: 'BEYOND', at: '2026-03-12' }),
    );
  });

  it('has nothing of what was retracted', () => {
    expect(ada.some(({ label }) => label.startsWith('Advice'))).toBe(false);
    expect(marksOf(ada).some(({ what }) => /retract/i.test(what))).toBe(false);
  });

  it('leaves to a person what is open, and has nothing red where nothing is', () => {
    expect(new Set(marksOf(rowsOf(EVE, evesStory())).map(({ status }) => status))).toEqual(
      new Set(['QUIET', 'REVIEW']),
    );
    expect(new Set(marksOf(rowsOf(BOB, bobsStory())).map(({ status }) => status))).toEqual(new Set(['QUIET']));
  });

  it('is bounded, however much there is, and loses nothing of it', () => {
    const many = Array.from({ length: 500 }, (_, i) =>
      told('marketing.contacted.v1', `m-${i}`, new Date(Date.UTC(2026, 1, 1) + i * 3 * 3_600_000).toISOString(), {
        contactId: `m-${i}`,
        clientId: BOB,
        entityId: ALPENHOF,
        actor: 'FIRM',
        channel: 'EMAIL',
        content: i % 2 === 0 ? 'PROMOTIONAL' : 'OPERATIONAL',
        ...(i % 2 === 0 ? { offers: [{ service: 'EXCH_CRYPTO', assetId: `A${i % 60}` }] } : {}),
      }),
    );
    const rows = rowsOf(BOB, [...bobsStory(), ...many]);
    expect(rows.length).toBeLessThanOrEqual(8 + 1 + 10 + 1 + 2);
    expect(found(rows, '20 more that was not').marks.length).toBeGreaterThan(0);
    const marks = marksOf(rows);
    expect(marks.length).toBeLessThan(400);
    expect(marks.reduce((sum, { count }) => sum + count, 0)).toBe(11 + 500);
    for (const { marks: own } of rows) expect(own.length).toBeLessThanOrEqual(2 * 151);
  });
});

describe('the strip in a report', () => {
  const { blocks } = reportOf(evidenceOf([ADA], [...CATALOGUE, ...adasStory()]), []);
  const drawing = blocks.find((block) => block.kind === 'drawing') as Extract<Block, { kind: 'drawing' }>;

  it('stands before what alerts, in words for whoever can’t see it', () => {
    const headings = blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));
    expect(headings.indexOf('At one glance')).toBe(headings.findIndex((text) => text.startsWith('What alerts')) - 1);
    expect(drawing.inWords).toMatch(
      /asked for on 10 January 2026, 10:15, until 20 June 2026, 12:00, 11 entries\. Exchange .* 3 entries, 3 of them beyond the scope\./,
    );
  });

  it('has a letter for whatever sticks out, and under it the words of the message and its address', () => {
    const at = blocks.indexOf(drawing);
    const list = blocks[at + 1];
    const items = list?.kind === 'list' ? list.items : [];
    expect(items[0]).toMatch(
      /^A: 3 March 2026, 14:05, exchange .*: promotional message, judged “Marketed beyond scope”; it said: “Why only bitcoin\? .*” “Dear Ada, .*” \(dms:\/\/mailings\/2026-03\/77\)\.$/,
    );
    const letters = drawing.scene.strokes.flatMap((stroke) =>
      stroke.kind === 'text' && stroke.role === 'beyond-sign' ? [stroke.text] : [],
    );
    expect(letters.sort()).toEqual(items.map((item) => item.slice(0, 1)).sort());
  });

  it('is left out where there is nothing to draw', () => {
    const moved = told('client.moved.v1', 'm', '2026-01-01', { clientId: BOB, country: 'AT' });
    const bare = reportOf(evidenceOf([BOB], [moved]), []).blocks;
    expect(bare.some((block) => block.kind === 'drawing')).toBe(false);
    expect(bare.some((block) => block.kind === 'paragraph' && lineText(block.line).includes('Nothing'))).toBe(true);
  });
});

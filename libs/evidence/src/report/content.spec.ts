import { ASSET_CLASSES, SERVICES, VERDICTS } from '#domain';
import { lineText, textOf, type Block } from './blocks.js';
import { reportOf } from './content.js';
import { evidenceOf, told, type Told } from './report.testkit.js';
import {
  ADA,
  ADAS_CASE,
  adasStory,
  ALPENHOF,
  BOB,
  bobsStory,
  campaign,
  CATALOGUE,
  EVE,
  evesStory,
} from './story.testkit.js';

const digests = [{ name: 'events.ndjson', sha256: 'ab'.repeat(32) }];
const blocksOf = (...given: Parameters<typeof evidenceOf>): readonly Block[] =>
  reportOf(evidenceOf(...given), digests).blocks;
const findingOf = (...given: Parameters<typeof evidenceOf>): string =>
  blocksOf(...given).flatMap((block) => (block.kind === 'finding' ? [block.text] : []))[0] ?? '';

const headings = (blocks: readonly Block[], level?: number): string[] =>
  blocks.flatMap((block) =>
    block.kind === 'heading' && (level === undefined || block.level === level) ? [block.text] : [],
  );
/** What stands under a heading, up to the next of its level or above. */
function under(blocks: readonly Block[], title: RegExp): readonly Block[] {
  const at = blocks.findIndex((block) => block.kind === 'heading' && title.test(block.text));
  const first = blocks[at];
  if (first?.kind !== 'heading') throw new Error(`There is no ${title.source}.`);
  const rest = blocks.slice(at + 1);
  const end = rest.findIndex((block) => block.kind === 'heading' && block.level <= first.level);
  return end < 0 ? rest : rest.slice(0, end);
}
/** Each row of each table as texts. */
const rowsOf = (blocks: readonly Block[]): string[][] =>
  blocks.flatMap((block) =>
    block.kind === 'table' ? block.rows.map((cells) => cells.map((lines) => lines.map(lineText).join(' | '))) : [],
  );
const row = (blocks: readonly Block[], name: string): string =>
  rowsOf(blocks).find(([first]) => first === name)?.[1] ?? '';

const ada = (more: readonly Told[] = []) =>
  [[ADA], [...CATALOGUE, ...adasStory(), ...more], { done: ADAS_CASE }] as const;
const all = [
  [ADA, BOB, EVE],
  [...CATALOGUE, ...adasStory(), ...bobsStory(), ...evesStory(), campaign('spring', '2026-06-10T10:00:00Z')],
  { done: ADAS_CASE, about: { kind: 'INCIDENT', id: 'i-1' } },
] as const;

describe('the finding', () => {
  it('says who did what and when, what the client had asked for in which words, and by which article it counts', () => {
    expect(findingOf(...ada())).toBe(
      'On 3 March 2026 at 14:05 UTC Alpenhof Digital AG marketed exchange for other crypto-assets in respect of ETH to client c-1042, ' +
        'when the client’s own request of 10 January 2026 (“I hold some bitcoin from 2017 and want somebody in Switzerland ' +
        'to keep it safe for me. Nothing else, please.”) covered custody and administration in respect of BTC; ' +
        'that is a new type, different from everything in the scope, and that indicates marketing to which the client’s own ' +
        'initiative does not entitle the firm (MiCA, Article 61(2)); 3 other alerts stand beside it.',
    );
  });

  it('says that there is nothing where there is nothing, and what the initiative stands on', () => {
    expect(findingOf([BOB], [...CATALOGUE, ...bobsStory()])).toBe(
      'None of the 11 acts on record that concern client c-2001, between 10 January 2026 and 31 March 2026, indicates a ' +
        'breach or needs a person to decide; towards Alpenhof Digital AG the client’s own initiative is established.',
    );
    expect(findingOf([EVE], evesStory().slice(0, 2))).toContain(
      'initiative is not proven (whether the client had been exposed to marketing before is not on record).',
    );
    expect(findingOf([BOB], [told('client.moved.v1', 'm', '2026-01-01', { clientId: BOB, country: 'AT' })])).toBe(
      'No act that concerns client c-2001 is on record.',
    );
  });

  it('leaves to a person what the facts leave open', () => {
    expect(findingOf([EVE], [...CATALOGUE, ...evesStory()])).toMatch(
      /^On 8 March 2026 at 10:00 UTC an affiliate of Alpenhof .* it can’t be decided from the facts on file, so that a person has to decide \(MiCA, Article 61\(1\) and ESMA/,
    );
  });

  it('tells where nothing had been asked for, and shortens long words of the client', () => {
    const mail = told('marketing.contacted.v1', 'm', '2026-02-01T00:00:00Z', {
      contactId: 'm',
      clientId: BOB,
      entityId: ALPENHOF,
      actor: 'FIRM',
      channel: 'EMAIL',
      content: 'PROMOTIONAL',
    });
    const lives = told('client.moved.v1', 'm0', '2026-01-01', { clientId: BOB, country: 'AT' });
    expect(findingOf([BOB], [lives, mail])).toContain('when no request of the client’s own was in the scope;');
    const wordy = adasStory().map((fact) =>
      fact.id === `${ADA}-req` ? { ...fact, data: { ...fact.data, words: `Please ${'keep it '.repeat(500)}` } } : fact,
    );
    expect(findingOf([ADA], [...CATALOGUE, ...wordy])).toMatch(/“Please [^”]{100,170} …”/);
  });

  it('counts several clients, and tells the gravest', () => {
    expect(findingOf(...all)).toMatch(
      /^Of the 3 clients that this report is about, 2 show at least one act .* and 1 shows only acts that a person has to decide; the gravest is that on 3 March 2026 at 14:05 UTC Alpenhof/,
    );
    const table = rowsOf(under(blocksOf(...all), /^The finding on each client/));
    expect(table.map(([client]) => client)).toEqual([ADA, BOB, EVE]);
  });
});

describe('the first page', () => {
  const [, , asked] = ada();
  const page = (subject: object = {}) =>
    under(blocksOf(...([ada()[0], ada()[1], { ...asked, subject }] as const)), /^Finding$/);

  it('says of whom, what period, by whom, when, and what stands behind it', () => {
    const made = page({ firm: 'Alpenhof Group' });
    expect(row(made, 'Client')).toBe('c-1042: on 1 September 2026 in France, inside the perimeter');
    expect(row(made, 'Firm')).toBe('Alpenhof Group');
    expect(row(made, 'Entities')).toContain('Straits Custody Pte: the client has no relationship with it');
    expect(row(made, 'Period')).toContain('from the first fact on record (10 January 2026) to 1 September 2026, 08:30');
    expect(row(made, 'Made')).toBe('on 1 September 2026, 08:30 by Grace Hopper (grace)');
    expect(row(made, 'Log checkpoint')).toMatch(
      /log\.alpenhof\.example, 4711 batches; signed by log\.alpenhof\.example \| root: [0-9a-f]{64}/,
    );
    expect(row(made, 'Root digest')).toContain('it can’t stand in it');
    const blanks = (blocks: readonly Block[]) => blocks.flatMap((b) => (b.kind === 'blank' ? [b.label] : []));
    expect(blanks(made)).toEqual([
      'Root digest (SHA-256) of the file',
      'Name and function',
      'Place, date and signature',
    ]);
    expect(blanks(page())[0]).toBe('Firm');
  });

  it('says what was known, by which packs, and that nobody signed', () => {
    const packs = [
      { version: 'one', actsFrom: null },
      { version: 'two', actsFrom: '2026-02-01' },
    ];
    const made = page({ knownOn: '2026-06-01', madeBy: undefined, policy: { version: 'two', sha256: 'ab', packs } });
    expect(row(made, 'As known')).toBe('only what was on record on 1 June 2026');
    expect(row(made, 'Rule pack')).toBe('one; for acts from 2026-02-01 on two');
    expect(row(made, 'Made')).toContain('somebody who is not named');
    const unsigned = under(blocksOf([BOB], bobsStory(), { isSigned: false }), /^Finding$/);
    expect(row(unsigned, 'Log checkpoint')).toBe('None had been signed when the report was made.');
  });
});

describe('what alerts', () => {
  const blocks = blocksOf(...ada());

  it('is told gravest first, the critical with the wording of the article and how well it is confirmed', () => {
    expect(headings(blocks, 3).slice(0, 4)).toEqual([
      '1. Marketed beyond scope (critical): 3 March 2026',
      '2. Enabled beyond scope (high): 10 March 2026',
      '3. Request after marketing (high): 12 March 2026',
      '4. Under another regime (high): 14 March 2026',
    ]);
    const first = under(blocks, /^1\. /);
    expect(row(first, 'Law')).toMatch(
      /^MiCA, Article 61\(2\) \| “A client’s own exclusive initiative .*” \| Confirmed from/,
    );
    expect(row(first, 'Rule')).toMatch(
      /^Row 13 of the decision table \(new type marketed\): \| Marketing of a service/,
    );
    expect(row(first, 'Facts')).toBe(
      'no. 13: promotional message, 3 March 2026, 14:05 | no. 1: client’s request, 10 January 2026, 10:15 | where the client lived then: Germany',
    );
    expect(row(under(blocks, /^2\. /), 'Law')).toContain('(confirmed; worded under “The law”)');
  });

  it('brings what the message said, and what people decided', () => {
    const first = under(blocks, /^1\. /);
    const quotes = first.flatMap((block) => (block.kind === 'quote' ? [block.text] : []));
    expect(quotes).toEqual([
      'Why only bitcoin? Swap into Ether in two taps',
      expect.stringContaining('waive all fees'),
    ]);
    expect(row(first, 'Decided')).toBe(
      'clara on 6 March 2026, 16:45: As the second person, approved the closing that bruno had proposed; closed as “breach confirmed”. | ' +
        '“The mail was ours. The client was told in writing to ignore it.”',
    );
    expect(row(under(blocks, /^2\. /), 'Decided')).toBe('Nobody has decided anything about it yet.');
  });

  it('says how badly a citation is confirmed, and that its wording is not carried', () => {
    const open = blocksOf([EVE], [...CATALOGUE, ...evesStory()]);
    expect(row(under(open, /^1\. /), 'Law')).toContain('guideline 4 (not confirmed yet)');
    expect(row(under(open, /^The law$/), 'ESMA guidelines on reverse solicitation, guideline 4')).toBe(
      'This report does not carry its wording. | Not confirmed from any source yet. It must be checked before anybody relies on it.',
    );
  });
});

describe('the initiative', () => {
  it('is told with dates, evidence, gaps, and the client’s own words', () => {
    const section = under(blocksOf([BOB], [...CATALOGUE, ...bobsStory()]), /^The client’s own initiative/);
    const text = textOf(section);
    expect(text).toContain(
      'first made contact on 9 January 2026, by telephone. On 10 January 2026 the client acknowledged',
    );
    expect(text).toContain('On 11 January 2026 a check for earlier marketing found none (CRM, advertising accounts).');
    expect(text).toContain('It is the original scope.');
    expect(section.some((block) => block.kind === 'quote' && block.text.startsWith('I hold some bitcoin'))).toBe(true);
    expect(rowsOf(section)).toEqual([
      ['custody and administration in respect of BTC', '10 January 2026', 'request no. 1', 'original scope'],
    ]);
  });

  it('is told of a closed relationship, of what came later, and of an entity that the client has nothing to do with', () => {
    const section = textOf(under(blocksOf(...ada()), /^The client’s own initiative/));
    expect(section).toContain('The client’s own initiative has ended: the relationship is closed');
    expect(section).toContain('Request of 12 March 2026 (no. 15): in the app, the client asked for exchange');
    expect(section).toContain('The client’s own words are not on record.');
    expect(section).toContain('On 1 September 2026 nothing is in the scope.');
    expect(section).toContain('The client has never asked anything of this entity');
    const gaps = under(blocksOf([EVE], evesStory()), /^The client’s own initiative/);
    expect(gaps).toContainEqual({
      kind: 'list',
      items: ['Whether the client had been exposed to marketing before is not on record.'],
    });
  });
});

describe('decisions', () => {
  it('have who, when, what and why, and the second person', () => {
    const section = under(blocksOf(...ada()), /^Decisions/);
    expect(rowsOf(section)).toEqual([
      ['3 March 2026, 14:05', 'the judge', 'Raised.'],
      ['3 March 2026, 15:00', 'bruno', 'Took note of it.'],
      [
        '4 March 2026, 09:12',
        'bruno',
        'Commented. | “The segment was taken from the wrong list. | Marketing has been told.”',
      ],
      ['5 March 2026, 10:00', 'bruno', expect.stringContaining('a second person has to approve. | “The mail')],
      ['6 March 2026, 16:45', 'clara', expect.stringContaining('approved the closing that bruno had proposed')],
    ]);
    expect(section).toContainEqual({
      kind: 'list',
      items: ['2. Enabled beyond scope: exchange for other crypto-assets in respect of ETH, 10 March 2026.'],
    });
  });

  it('are told of what no longer alerts, and where there are none', () => {
    const gone = [
      { actId: 'none', kind: 'raised', at: '2026-03-01T00:00:00Z' },
      { actId: 'none', kind: 'superseded', at: '2026-03-02T00:00:00Z', cause: 'RETRACTION' },
    ];
    const evidence = evidenceOf([BOB], bobsStory(), { done: gone });
    const facts = evidence.facts.map((fact) => ({ ...fact, clientId: BOB, body: 'no JSON' }));
    const section = under(reportOf({ ...evidence, facts }, []).blocks, /^Decisions/);
    expect(textOf(section)).toContain('No longer alerts: an alert.');
    expect(rowsOf(section)[1]).toEqual([
      '2 March 2026, 00:00',
      'the judge',
      'No longer alerts, because of a retraction.',
    ]);
    expect(textOf(under(blocksOf([BOB], bobsStory()), /^Decisions/))).toContain('nothing has been decided');
  });
});

describe('the timeline', () => {
  const rows = rowsOf(under(blocksOf(...ada()), /^What happened/));

  it('tells by words what is promotional and what is operational, and how each was judged', () => {
    expect(rows.find(([no]) => no === '12')?.slice(2)).toEqual([
      'Operational message',
      'By e-mail, by the firm, without naming an offer. Subject: “Your statement of holdings”.',
      'No promotion',
    ]);
    expect(rows.find(([no]) => no === '13')?.slice(2)).toEqual([
      'Promotional message',
      expect.stringContaining('about exchange for other crypto-assets in respect of ETH, with a link to the platform'),
      'Marketed beyond scope (critical)',
    ]);
  });

  it('puts what says the same in one row, and tells what came late and what was taken back', () => {
    expect(rows.find(([no]) => no === '6 to 11')?.[2]).toBe('Used, 6 times');
    expect(rows.find(([no]) => no === '19')?.[1]).toBe('1 May 2026 | on record 15 June 2026');
    expect(rows.find(([no]) => no === '17')?.[3]).toContain('Retracted by operations: “Booked on the wrong account.”');
  });

  it('has the requests, narrowings, moves and closings, requests by their number', () => {
    expect(rows.map(([, , what]) => what)).toEqual(
      expect.arrayContaining(['Client’s request', 'Narrowing', 'Move', 'Closing']),
    );
    expect(rows.find(([, , what]) => what === 'Narrowing')?.[3]).toContain(
      'the client’s request no. 1 of 10 January 2026',
    );
  });

  it('has a campaign that reached the client, and nothing of whom it did not', () => {
    const of = (client: string) => textOf(under(blocksOf(...all), new RegExp(`^Client ${client}`)));
    expect(of(BOB)).toContain('the product “Alpenhof Earn”, to segment holders but Netherlands');
    expect(of(EVE)).not.toContain('Alpenhof Earn');
  });
});

describe('the report', () => {
  const blocks = blocksOf(...ada());
  const annexAt = blocks.findIndex((block) => block.kind === 'heading' && block.text.startsWith('Annex'));

  it('has codes, positions and digests in the annex alone', () => {
    const [before, annex] = [textOf(blocks.slice(0, annexAt)), textOf(blocks.slice(annexAt))];
    const codes = new RegExp(`\\b(${[...VERDICTS, ...SERVICES, ...ASSET_CLASSES].join('|')})\\b`);
    expect(before.match(codes)).toBeNull();
    expect(before).not.toMatch(/account-events|position \d|urn:|io\.scopewatch|al-[0-9a-f]{8}/);
    expect(annex).toMatch(/BREACH_61_2[^]*account-events\/0 @ \d+|account-events\/0 @ \d+[^]*BREACH_61_2/);
    expect(rowsOf(blocks.slice(annexAt))).toContainEqual(['events.ndjson', 'ab'.repeat(32)]);
  });

  it('explains every verdict that it names, and nothing that it does not speak of', () => {
    const terms = rowsOf(under(blocks, /^Glossary$/)).map(([term]) => term);
    expect(terms).toEqual(
      expect.arrayContaining(['marketed beyond scope', 'request after marketing', 'scope', 'second person']),
    );
    expect(terms).not.toContain('utility token');
    expect([...terms].sort()).toEqual(terms);
  });

  it('says at its head and at its foot what it is worth', () => {
    const disclaimer = { kind: 'disclaimer', text: 'An indication for review, not a legal determination.' };
    expect(blocks.filter((block) => block.kind === 'disclaimer')).toEqual([disclaimer, disclaimer]);
    expect(blocks.at(-1)).toEqual(disclaimer);
    expect(reportOf(evidenceOf(...ada()), []).running).toBe('Evidence report on client c-1042 · made 1 September 2026');
  });
});

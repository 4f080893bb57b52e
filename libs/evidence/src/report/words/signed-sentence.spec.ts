import { casesOf } from '../client-case.js';
import { reportOf } from '../content.js';
import { evidenceOf } from '../report.testkit.js';
import { ADA, ADAS_CASE, adasStory, CATALOGUE } from '../story.testkit.js';
import { signedSentence, textOfPieces, type Signable } from './signed-sentence.js';

const evidence = evidenceOf([ADA], [...CATALOGUE, ...adasStory()], { done: ADAS_CASE });
const [ada] = casesOf(evidence);

/** What can be signed of the act with this id. */
function signable(id: string, more: Partial<Signable> = {}): Signable {
  const found = ada?.judged.find(({ judgement }) => judgement.act.identity.id === id);
  if (ada === undefined || found === undefined) throw new Error(`There is no verdict on ${id}.`);
  return {
    judgement: found.judgement,
    articles: found.line.citations.map(({ article }) => article),
    eventOf: (identity) => {
      const event = ada.eventOf(identity);
      return event === undefined ? undefined : { ...event, data: event.line.envelope.data };
    },
    ...more,
  };
}
const sentence = (...given: Parameters<typeof signable>): string => textOfPieces(signedSentence(signable(...given)));

describe('the sentence to sign', () => {
  it('says of each of its times which it is, so that it can be shown by other clocks', () => {
    const times = signedSentence(signable('mail-77')).filter(({ at }) => at !== null);
    expect(times).toEqual([
      { text: '3 March 2026 at 14:05 UTC', at: '2026-03-03T14:05:00.000Z', isExact: true },
      { text: '10 January 2026', at: '2026-01-10T10:15:00.000Z', isExact: false },
    ]);
  });

  it('gives a day as a day where no more is known', () => {
    const [, first] = signedSentence(signable('req-later'));
    expect(first).toEqual({ text: '12 March 2026', at: '2026-03-12', isExact: false });
  });

  it('begins with a capital, ends with a stop, and has no codes, whatever was done and however it was judged', () => {
    for (const { judgement } of ada?.judged ?? []) {
      const said = sentence(judgement.act.identity.id);
      expect(said).toMatch(/^On .*\.$/);
      expect(said).not.toMatch(/[A-Z]{2,}_|\brow\b|undefined|null/);
    }
  });

  it('says that a person has to decide only where one has to', () => {
    expect(sentence(`${ADA}-custody`)).not.toMatch(/decide|indicates/);
  });

  it('says so where a request is not on file any more, and counts what it does not name', () => {
    expect(sentence('mail-77', { eventOf: () => undefined })).toContain(
      'when a request of the client covered custody and administration in respect of BTC;',
    );
    const { judgement } = signable('mail-77');
    const scope = [1, 2, 3, 4, 5].flatMap((n) =>
      judgement.scope.map((entry) => ({ ...entry, identity: { source: 's', id: `r${n}` } })),
    );
    expect(sentence('mail-77', { judgement: { ...judgement, scope } })).toContain(', and 2 more did so too;');
  });

  it('stands in the report, the same word by word, with every alert', () => {
    const said = reportOf(evidence, []).blocks.flatMap((block) => (block.kind === 'finding' ? [block.text] : []));
    expect(said).toContain(sentence('mail-77'));
    expect(said).toContain(sentence('switch-9'));
  });
});

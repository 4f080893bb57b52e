import {
  answeredList,
  answeredName,
  askedOf,
  countsOf,
  worstByClient,
  type GivenAnswer,
  type KnownList,
} from './answered-list';
import { parseDelimited } from './delimited';

const given = (clientId: string, answer: GivenAnswer['answer'], explanation = 'Why.'): GivenAnswer => ({
  clientId,
  answer,
  explanation,
});
const list = (more: Partial<KnownList['table']> = {}): KnownList => ({
  name: 'summer.csv',
  header: true,
  column: 1,
  clients: new Map([
    ['c-1', 'c-1'],
    ['old', 'c-2'],
    ['c-3', 'c-3'],
    ['c-2', 'c-2'],
  ]),
  table: {
    rows: [
      ['Name', 'Id'],
      ['Ann; "A"', 'c-1', 'more'],
      ['Bob', ' old '],
      ['Cleo', 'nobody'],
      ['Dan'],
      ['Eve', 'c-3'],
      ['=1+1', 'c-2'],
    ],
    delimiter: ';',
    marked: false,
    fromWorkbook: false,
    ...more,
  },
});
const answers = worstByClient([
  given('c-1', 'MAY'),
  given('c-2', 'MAY', 'Of one offer.'),
  given('c-2', 'MAY_NOT', 'Of the other; =not\na formula.'),
  given('c-2', 'PERSON'),
]);

describe('a list with its answers', () => {
  it('is the same list with two columns more', () => {
    const text = answeredList(list(), answers);
    expect(parseDelimited(text, ';')).toEqual([
      ['Name', 'Id', '', 'Scopewatch answer', 'Scopewatch reason'],
      ['Ann; "A"', 'c-1', 'more', 'May', 'Why.'],
      ['Bob', ' old ', '', 'May not', "Of the other; '=not a formula."],
      ['Cleo', 'nobody', '', 'Not on file', 'Nobody on file has this id.'],
      ['Dan', '', '', 'Not on file', 'No id stands here.'],
      ['Eve', 'c-3', '', 'Not answered', 'The check holds no answer for this client.'],
      ['=1+1', 'c-2', '', 'May not', "Of the other; '=not a formula."],
    ]);
  });

  it('is marked where it was, and what was a text in a workbook stays one', () => {
    const text = answeredList(list({ marked: true, fromWorkbook: true, delimiter: '\t' }), answers);
    expect(text.startsWith('\uFEFFName\tId\t\tScopewatch answer')).toBe(true);
    expect(text).toContain("\r\n'=1+1\tc-2\t");
  });

  it('says of how many rows it is, and who is unknown', () => {
    expect(countsOf(list())).toEqual({ rows: 6, onFile: 4, unknown: ['nobody'], without: 1 });
    expect(askedOf(list())).toEqual(['c-1', 'c-2', 'c-3']);
    expect(['a.b.xlsx', 'list'].map(answeredName)).toEqual(['a.b-answered.csv', 'list-answered.csv']);
  });
});

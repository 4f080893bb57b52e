import { columnsOf, hasHeader, idCandidates, idsOf, sampleOf } from './id-column';
import type { Table } from './table';

const list = (...lines: string[]): Table => ({
  rows: lines.map((line) => line.split(',')),
  delimiter: ',',
  marked: false,
  fromWorkbook: false,
});
const NAMED = list(
  'First name,E-mail,Client ID,Since,Post code,Phone',
  'Ann,ann@x.example,c-1,2024-01-05,10115,+49301234567',
  'Bob,bob@x.example,c-2,2024-02-05,10115,+49301234568',
  'Cleo,cleo@x.example,c-3,2024-03-05,20095,+49301234569',
  'Dan,dan@x.example,,2024-03-06,20095,+49301234560',
);
const BARE = list(...NAMED.rows.slice(1).map((row) => row.join(',')));
const onFile = new Set(['c-1', 'c-3']);

describe('the first row', () => {
  it('names the columns where it holds words and no ids', () => {
    expect(hasHeader(NAMED, onFile)).toBe(true);
    expect(hasHeader(BARE, onFile)).toBe(false);
    expect(hasHeader(list('client_id', 'ada'), new Set(['ada']))).toBe(true);
    expect(hasHeader(list('ada', 'bob'), new Set(['ada']))).toBe(false);
    expect(hasHeader(list('Kundennummer'), new Set())).toBe(true);
    expect(hasHeader(list('Segment,Code', 'vip,1001', 'gold,1002'), new Set())).toBe(true);
  });
});

describe('the column of ids', () => {
  it('is looked for where ids may stand: not among names, addresses, dates or telephones', () => {
    expect(idCandidates(NAMED, true)).toEqual([2]);
    expect(idCandidates(BARE, false)).toEqual([2]);
    expect(idCandidates(list('Client', 'ada', 'bob'), true)).toEqual([0]);
    expect(idCandidates(list('Ann,Meier', 'Bob,Schulz'), false)).toEqual([]);
  });

  it('gives each id once, and never what is an address', () => {
    expect(idsOf(NAMED, 2, true)).toEqual(['c-1', 'c-2', 'c-3']);
    expect(idsOf(NAMED, 1, true)).toEqual([]);
    expect(sampleOf(list('c-1', ' c-1 ', 'x'.repeat(300)), 0, false)).toEqual(['c-1']);
  });

  it('is called as its first cell says, and by its number where that says nothing', () => {
    expect(columnsOf(NAMED, true)[1]).toEqual({ index: 1, label: 'E-mail', emails: true });
    expect(columnsOf(BARE, false).map(({ label }) => label)[2]).toBe('Column 3');
  });
});

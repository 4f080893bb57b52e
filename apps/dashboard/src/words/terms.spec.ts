import { piecesOf } from './terms';

const terms = [
  { term: 'scope', meaning: 'What was asked for.', shows: '\\bscope\\b' },
  { term: 'original scope', meaning: 'What was asked for first.', shows: 'original scope' },
  { term: 'type', meaning: 'What agrees.', shows: '\\btypes?\\b' },
];

describe('terms of a text', () => {
  it('are found once, the longest first, and the text stays what it is', () => {
    const text = 'A new type is not in the original scope; the scope has no such type.';
    const pieces = piecesOf(text, terms);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(pieces.filter(({ meaning }) => meaning !== undefined)).toEqual([
      { text: 'type', meaning: 'What agrees.' },
      { text: 'original scope', meaning: 'What was asked for first.' },
    ]);
  });

  it('are none where there are none', () => {
    expect(piecesOf('Nothing of it.', terms)).toEqual([{ text: 'Nothing of it.' }]);
    expect(piecesOf('', terms)).toEqual([]);
  });
});

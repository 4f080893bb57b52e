import { hidesNothing, saysSomething } from './says-something.js';

describe('a text', () => {
  it.each(['x', '.', ' 0 ', '\n-\n', '\u200bé', '😀', '名', '\u0600'])('says something: %j', (text) => {
    expect(saysSomething(text)).toBe(true);
  });

  it.each([
    '',
    ' \t\r\n\u00a0\u2003\u3000',
    '\u200b\u200c\u200d\u2060\ufeff',
    '\u200e\u202a\u2066\u061c',
    '\u00ad\u034f\u180e\u115f\u3164\uffa0\u2800',
    '\ufe0f\u{e0001}\u{e0061}\u{e007f}',
    '\u0000\u001f\u0085\u2028',
  ])('says nothing: %j', (text) => {
    expect(saysSomething(text)).toBe(false);
  });

  it('says nothing of all that Unicode lets be ignored, of spaces and of controls', () => {
    const silent = /^(?:\s|\p{Cc}|\p{Z}|\p{Default_Ignorable_Code_Point})$/u;
    const points = Array.from({ length: 0x11_0000 }, (_, n) => n).filter((n) => n < 0xd800 || n > 0xdfff);
    const said = points.map((n) => String.fromCodePoint(n)).filter((sign) => silent.test(sign) && saysSomething(sign));
    expect(said).toEqual([]);
  });

  it('hides nothing where all of it can be seen', () => {
    expect(hidesNothing('Ann.Müller@bank.example')).toBe(true);
    for (const text of ['ann\u200b', 'a nn', '\ufeffann', 'ann\u00ad@bank.example'])
      expect(hidesNothing(text)).toBe(false);
  });
});

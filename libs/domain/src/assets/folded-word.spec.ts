import { foldedWord } from './folded-word.js';

describe('a word as it is compared', () => {
  it('is the same in any letters, and without the blanks around it', () => {
    expect(foldedWord(' Ethereum\t')).toBe(foldedWord('ETHEREUM'));
    expect(foldedWord('Ωμέγας')).toBe(foldedWord('ΩΜΈΓΑΣ'));
    expect(foldedWord('STRAẞE')).toBe(foldedWord('straße'));
    expect(foldedWord(' \u00a0 ')).toBe('');
  });

  it('is another one where only other foldings than the simple one make it the same', () => {
    expect(foldedWord('STRASSE')).not.toBe(foldedWord('straße'));
    expect(foldedWord('I')).not.toBe(foldedWord('ı'));
    expect(foldedWord('İ')).not.toBe(foldedWord('i'));
    expect(foldedWord('a b')).not.toBe(foldedWord('ab'));
  });

  it('folds every character as regular expressions compare it', () => {
    const forms = new Set<string>();
    for (let point = 0x80; point < 0x2_0000; point += 1) {
      const character = String.fromCodePoint(point);
      if (!/[\p{CWCM}\p{CWCF}]/u.test(character)) continue;
      const form = foldedWord(character);
      if (!new RegExp(`^${character}$`, 'iu').test(form)) throw new Error(`${character} is folded to ${form}`);
      forms.add(form);
    }
    const all = [...forms].join('');
    for (const form of forms) expect(all.match(new RegExp(form, 'giu'))).toEqual([form]);
  });
});

import { decodeText } from './decode-text';

const TEXT = 'id;Name\r\nc-1;Müller – „Äpfel“\r\nc-2;Ørsted\r\n';
const utf16 = (text: string, little: boolean): Uint8Array => {
  const bytes = Buffer.from(text, 'utf16le');
  return new Uint8Array(little ? bytes : bytes.swap16());
};
const windows = (text: string): Uint8Array =>
  Uint8Array.from([...text].map((c) => ({ '–': 0x96, '„': 0x84, '“': 0x93 })[c] ?? c.charCodeAt(0)));

describe('the encoding of a list', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode(TEXT), false],
    ['UTF-8 that is marked', new TextEncoder().encode(`\uFEFF${TEXT}`), true],
    ['UTF-16, the little end first', utf16(`\uFEFF${TEXT}`, true), true],
    ['UTF-16, the big end first', utf16(`\uFEFF${TEXT}`, false), true],
    ['UTF-16 without a mark', utf16(TEXT, true), true],
    ['UTF-16 of the big end, without a mark', utf16(TEXT, false), true],
    ['Windows-1252', windows(TEXT), true],
  ])('is seen to be %s', (_name, bytes, marked) => {
    expect(decodeText(bytes)).toEqual({ text: TEXT, marked });
  });

  it('is none of nothing', () => {
    expect(decodeText(new Uint8Array())).toEqual({ text: '', marked: false });
  });
});

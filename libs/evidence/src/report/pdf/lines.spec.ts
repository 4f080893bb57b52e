import PDFDocument from 'pdfkit';
import { plain, code, strong, type Line } from '../blocks.js';
import { Typeface } from './fonts.js';
import { layOut } from './lines.js';

const face = new Typeface(new PDFDocument());
const laid = (width: number, ...line: Line): string[] =>
  layOut(line, face, { width, size: 10 }).map((stretches) =>
    stretches
      .map(({ text }) => text)
      .join('')
      .trimEnd(),
  );

describe('a text in lines', () => {
  it('breaks between words, and only then', () => {
    const lines = laid(100, plain('one two three four five six seven'));
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join(' ')).toBe('one two three four five six seven');
    for (const line of lines) expect(face.width(line, 'plain', 10)).toBeLessThanOrEqual(100);
  });

  it('breaks a word that is longer than a line', () => {
    const digest = 'ab'.repeat(40);
    const lines = laid(80, code(digest));
    expect(lines.join('')).toBe(digest);
    for (const line of lines) expect(face.width(line, 'code', 9)).toBeLessThanOrEqual(80);
  });

  it('keeps the ends of lines that are there', () => {
    expect(laid(500, plain('Dear Ada,\n\nyours\r\nBruno'))).toEqual(['Dear Ada,', '', 'yours', 'Bruno']);
  });

  it('goes on in another hand where the first ends', () => {
    const [line = []] = layOut([strong('bold '), plain('plain')], face, { width: 500, size: 10 });
    expect(line.map(({ hand }) => hand)).toEqual(['bold', 'plain']);
    expect(line[1]?.x).toBeCloseTo(face.width('bold ', 'bold', 10));
    const [one = []] = layOut([strong('bold '), plain('plain')], face, { width: 500, size: 10, hand: 'plain' });
    expect(one.map(({ hand }) => hand)).toEqual(['plain']);
  });

  it('has at least one line, also of nothing', () => {
    expect(laid(100)).toEqual(['']);
    expect(laid(1, plain('ab'))).toEqual(['a', 'b']);
  });
});

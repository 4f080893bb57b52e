import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { linesAsTheyStand, linesOf, readDocument } from './input.js';

const folder = mkdtempSync(join(tmpdir(), 'scopewatch-input-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function fileOf(content: string | Uint8Array, ending = 'ndjson'): string {
  const file = join(folder, `${(files += 1)}.${ending}`);
  writeFileSync(file, content);
  return file;
}
const read = async (lines: ReturnType<typeof linesOf>): Promise<[number, string][]> => {
  const all: [number, string][] = [];
  for await (const { number, bytes } of lines) all.push([number, bytes.toString('utf8')]);
  return all;
};
const lines = (content: string | Uint8Array): Promise<[number, string][]> => read(linesOf([fileOf(content)]));
const wrong = (content: string | Uint8Array, ending?: string): Promise<string> =>
  read(linesOf([fileOf(content, ending)])).then(
    (all) => `read: ${JSON.stringify(all)}`,
    (error: Error & { exitCode?: number }) => `${error.exitCode ?? ''} ${error.message}`,
  );
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('lines of event files', () => {
  it.each([
    ['LF', '{"a":1}\n{"a":2}\n'],
    ['CRLF', '{"a":1}\r\n{"a":2}\r\n'],
    ['CR', '{"a":1}\r{"a":2}\r'],
    ['no end of the last line', '{"a":1}\n{"a":2}'],
  ])('may end with %s', async (_, content) => {
    expect(await lines(content)).toEqual([
      [1, '{"a":1}'],
      [2, '{"a":2}'],
    ]);
  });

  it('count empty ones, a mere byte order mark among them, and give none', async () => {
    expect(await lines('\uFEFF\r\n{"a":1}\r\n \t\r\n\n{"a":2}')).toEqual([
      [2, '{"a":1}'],
      [5, '{"a":2}'],
    ]);
    expect(await lines('')).toEqual([]);
  });

  it('are counted over all files, each with a mark of its own', async () => {
    const all = await read(linesOf([fileOf('\uFEFF{"a":1}\n'), fileOf('\uFEFF{"a":2}')]));
    expect(all.map(([number]) => number)).toEqual([1, 2]);
  });

  it('are whole wherever the pieces of a file end, and hold what only looks like an end', async () => {
    const long = JSON.stringify({ text: '\u2028é'.repeat(40_000) });
    const content = Array.from({ length: 5 }, () => long).join('\r\n');
    expect(await lines(content)).toEqual(Array.from({ length: 5 }, (_, i) => [i + 1, long]));
    // CR and LF on either side of where one piece ends.
    const filled = `${'x'.repeat(64 * 1024 - 1)}\r\n{"a":1}\r\n`;
    expect((await read(linesAsTheyStand([fileOf(filled)]))).map(([number]) => number)).toEqual([1, 2]);
  });

  it('that are no events are left to be told one by one', async () => {
    for (const content of ['not json', 'not json\n{"a":1}', '[1]\n{"a":1}', '{broken\n{"a":1}', '{"a":\n{"a":1}']) {
      expect((await lines(content)).map(([, text]) => text)).toEqual(content.split('\n'));
    }
  });
});

describe('a file that is something else is refused, in words that say what to do', () => {
  const event = '{"specversion":"1.0"}';
  it.each([
    ['UTF-16 (little-endian)', Buffer.from(`\uFEFF${event}\r\n${event}`, 'utf16le'), 'iconv -f UTF-16LE'],
    ['UTF-16 (little-endian)', Buffer.from(event, 'utf16le'), 'iconv -f UTF-16LE'],
    ['UTF-16 (big-endian)', utf16be(`\uFEFF${event}`), 'iconv -f UTF-16BE'],
    ['UTF-16 (big-endian)', utf16be(event), 'iconv -f UTF-16BE'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), 'iconv -f UTF-32'],
    ['UTF-32', Buffer.from([0, 0, 0, 0x7b, 0, 0, 0, 0x7d]), 'iconv -f UTF-32'],
    ['gzip', gzipSync(event), 'gunzip -c'],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0]), 'zstd -dc'],
    ['ZIP', Buffer.from('PK\u0003\u0004'), 'unzip -p'],
    ['Avro', Buffer.from('Obj\u0001'), 'avro-tools'],
    ['Parquet', Buffer.from('PAR1'), 'Export it as JSON'],
    ['a JSON array', `[${event},${event}]`, "jq -c '.[]'"],
    ['a JSON array', `\uFEFF[\n  ${event},\n  ${event}\n]\n`, "jq -c '.[]'"],
    ['a JSON array', `[${`${event},`.repeat(10_000)}${event}]`, "jq -c '.[]'"],
    ['JSON over several lines', JSON.stringify({ specversion: '1.0', data: { offers: [{}] } }, null, 2), 'jq -c .'],
    ['CSV (values separated by commas)', 'clientId,country\nc1,DE\n', 'NDJSON is needed'],
    ['CSV (values separated by semicolons)', '\uFEFFclientId;country\r\nc1;DE\r\n', 'NDJSON is needed'],
    ['TSV (values separated by tabs)', 'clientId\tcountry\nc1\tDE\n', 'NDJSON is needed'],
    ['XML or HTML', '<!doctype html>\n<p>Sign in</p>', 'NDJSON is needed'],
  ])('%s', async (is, content, todo) => {
    const message = await wrong(content);
    expect(message).toMatch(/^2 /);
    expect(message).toContain(is);
    expect(message).toContain(todo);
  });

  it('by its name where a single line says nothing', async () => {
    expect(await wrong('clientId', 'csv')).toContain('CSV');
    expect(await wrong('clientId')).toContain('read:');
  });

  it('but as it stands where somebody wants to try what is broken', async () => {
    const [line] = await read(linesAsTheyStand([fileOf('[1]')]));
    expect(line).toEqual([1, '[1]']);
  });
});

describe('a document', () => {
  it('is read with a byte order mark, and refused where it is no UTF-8', () => {
    expect(readDocument(fileOf('\uFEFF{"a":1}', 'json'))).toBe('{"a":1}');
    expect(() => readDocument(fileOf(Buffer.from('{}', 'utf16le'), 'json'))).toThrow('UTF-16 (little-endian)');
    expect(() => readDocument(fileOf(Buffer.from([0x7b, 0xff, 0x7d]), 'json'))).toThrow('is not valid UTF-8');
    expect(() => readDocument(join(folder, 'none.json'))).toThrow('no such file');
  });
});

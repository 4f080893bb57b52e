import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { checkout } from './checkout.js';
import { settings } from './settings.js';

const WORDS_MAX = 1_000;

const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', ...under('docs')];

function under(folder: string): string[] {
  return readdirSync(join(checkout, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(checkout, path)).isDirectory() ? under(path) : name.endsWith('.md') ? [path] : [];
  });
}

const read = (path: string): string => readFileSync(join(checkout, path), 'utf8');

describe('the documents', () => {
  it('begin with a README that is soon read', () => {
    expect(read('README.md').split(/\s+/).length).toBeLessThanOrEqual(WORDS_MAX);
  });

  it('show every setting as it is', () => {
    const guide = read('docs/guide/operate.md');
    const rows = Object.values(settings).map(
      ({ name, default: fallback, meaning }) =>
        `| \`${name}\` | ${fallback === null ? '' : `\`${fallback}\``} | ${meaning} |`,
    );
    expect(rows.filter((row) => !guide.includes(row))).toEqual([]);
  });

  it.each(documents)('%s leads nowhere that is not there', (path) => {
    const links = [...read(path).matchAll(/\[([^\]]+)\]\((?!https?:|mailto:)([^)#\s]*)(?:#L(\d+))?(?:#[^)]*)?\)/g)];
    const broken = links.flatMap(([link, text, target, line]) => {
      const file = target === '' ? join(checkout, path) : join(checkout, dirname(path), target ?? '');
      if (!existsSync(file)) return [link];
      if (line === undefined) return [];
      const named = (text ?? '').replaceAll('`', '');
      const there = readFileSync(file, 'utf8').split('\n')[Number(line) - 1] ?? '';
      return there.includes(named) ? [] : [`${link} in ${relative(checkout, file)}: ${there.trim()}`];
    });
    expect(broken).toEqual([]);
  });
});

// Points each link of a document that names a line of the code at the line where that name is defined now:
// `npm run documents:links`. A name that is defined nowhere in its file is left for a test to complain about.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const docs = dirname(fileURLToPath(import.meta.url));

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The number of the line that defines a name, the first one is 1; `undefined` where there is none. */
function lineOf(name, source) {
  const word = escaped(name);
  const defining = [
    new RegExp(`^\\s*(export )?(default )?(abstract )?(async )?(function\\*?|const|class|interface|type) ${word}\\b`),
    new RegExp(`^\\s+((private|protected|public|static|readonly|async) )*\\*?${word}[<(]`),
    new RegExp(`^\\s+((private|protected|public|static|readonly) )*${word}\\??:`),
    new RegExp(word),
  ];
  const lines = source.split('\n');
  const found = defining.map((pattern) => lines.findIndex((line) => pattern.test(line))).find((index) => index >= 0);
  return found === undefined ? undefined : found + 1;
}

const LINK = /\[`([^`\]]+)`\]\(([^)#\s]+)#L(\d+)\)/g;

for (const name of readdirSync(docs, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'))) {
  const path = join(docs, name);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(LINK, (link, named, target, line) => {
    const now = lineOf(named, readFileSync(join(dirname(path), target), 'utf8')) ?? Number(line);
    if (now !== Number(line)) process.stdout.write(`${name}: ${named} ${line} -> ${now}\n`);
    return `[\`${named}\`](${target}#L${now})`;
  });
  if (after !== before) writeFileSync(path, after);
}

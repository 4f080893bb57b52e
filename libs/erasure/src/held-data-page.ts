import type { HeldData, HeldPart } from './held-data.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** The same to be read: one page that needs nothing else. */
export const heldDataPage = ({ clientIds, parts }: HeldData, at: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What is held of ${escaped(clientIds.join(', '))}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #ccc }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .1rem 1rem; margin: 0 0 1rem; padding-bottom: 1rem; border-bottom: 1px solid #eee }
dt { color: #555 }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap }
</style>
</head>
<body>
<h1>What is held of ${escaped(clientIds.join(', '))}</h1>
<p>As of ${escaped(at)}. ${parts.length === 0 ? 'Nothing is held.' : 'Each entry stands as it is kept, with the names that its fields have there.'}</p>
${parts.map(part).join('\n')}
</body>
</html>
`;

const part = ({ title, table, rows }: HeldPart): string =>
  `<section><h2>${escaped(title)}</h2><p>${rows.length} ${rows.length === 1 ? 'entry' : 'entries'}, kept as ${escaped(table)}.</p>
${rows.map((row) => `<dl>${fields(row)}</dl>`).join('\n')}</section>`;

/** Fields within fields are told by their path, so that nothing has to be read as code. */
function fields(of: Readonly<Record<string, unknown>>, within = ''): string {
  return Object.entries(of)
    .map(([name, value]) => {
      const path = within === '' ? name : `${within} › ${name}`;
      if (typeof value === 'object' && value !== null && Object.keys(value).length > 0 && !Array.isArray(value)) {
        return fields(value as Readonly<Record<string, unknown>>, path);
      }
      if (Array.isArray(value) && value.some((one) => typeof one === 'object')) {
        return fields(Object.fromEntries(value.map((one, i) => [String(i + 1), one as unknown])), path);
      }
      return `<dt>${escaped(path)}</dt><dd>${escaped(textOf(value))}</dd>`;
    })
    .join('');
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

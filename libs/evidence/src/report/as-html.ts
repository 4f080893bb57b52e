import type { Block, Cell, Piece, Report } from './blocks.js';
import { html, Html } from './html.js';
import { STYLE } from './style.js';

/** One page without scripts and without anything from elsewhere, made to be printed. */
export const asHtml = ({ title, blocks }: Report): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        ${blocks.map(blockOf)}
      </body>
    </html> `.text;

function blockOf(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return block.level === 2 ? html`<h2>${block.text}</h2>` : html`<h3>${block.text}</h3>`;
    case 'paragraph':
      return html`<p>${block.line.map(pieceOf)}</p>`;
    case 'disclaimer':
      return html`<p class="standing">${block.text}</p>`;
    case 'list':
      return html`<ul>
        ${block.items.map((item) => html`<li>${item}</li>`)}
      </ul>`;
    case 'table':
      return tableOf(block);
  }
}

const tableOf = ({ head, rows }: Extract<Block, { kind: 'table' }>): Html => html`
  <table>
    ${
      head.length > 0 &&
      html`<thead>
        <tr>
          ${head.map((name) => html`<th>${name}</th>`)}
        </tr>
      </thead>`
    }
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((lines, i) =>
              head.length === 0 && i === 0 ? html`<th>${cellOf(lines)}</th>` : html`<td>${cellOf(lines)}</td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>
`;

const cellOf = (lines: Cell): Html[] =>
  lines.map((line, i) => html`${i > 0 && html`<br />`}${line.map((piece) => pieceOf(piece))}`);

function pieceOf({ text, tone }: Piece): Html {
  if (tone === 'code') return html`<code>${text}</code>`;
  return tone === 'quiet' ? html`<span class="muted">${text}</span>` : html`${text}`;
}

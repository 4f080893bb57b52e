/** How the report looks, on paper first: no script, no font, no picture, nothing from anywhere else. */
export const STYLE = `
  :root { color-scheme: light; }
  body { font: 11pt/1.45 system-ui, sans-serif; color: #16191d; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; }
  h1 { font-size: 1.6rem; margin-bottom: 0; }
  h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid #c9ced6; padding-bottom: .2rem; }
  h3 { font-size: 1.05rem; margin: 1.2rem 0 .3rem; }
  h4 { font-size: 1rem; margin: 1rem 0 .3rem; color: #3b434d; }
  h2, h3, h4 { break-after: avoid; }
  p, li, blockquote { orphans: 2; widows: 2; overflow-wrap: anywhere; }
  table { border-collapse: collapse; table-layout: fixed; width: 100%; font-size: .9em; margin: .4rem 0 1rem; }
  th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #e3e6eb; }
  th, td { overflow-wrap: anywhere; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
  blockquote { margin: .4rem 0 .8rem 1rem; padding-left: .8rem; border-left: 3px solid #c9ced6; white-space: pre-wrap; }
  .disclaimer { border-left: 4px solid #8a5a00; background: #fff8e8; padding: .5rem .8rem; font-weight: 600; }
  .finding { border: 1px solid #9aa3af; background: #f4f6f8; padding: .7rem .9rem; font-size: 1.1em; }
  .drawing { display: block; width: 100%; height: auto; margin: .6rem 0; break-inside: avoid; }
  .blank { border-bottom: 1px solid #16191d; padding: 1.6rem 0 .2rem; margin: 0; }
  .page { break-after: page; }
  .muted { color: #5a6370; }
  @media print { body { font-size: 9pt; margin: 0; max-width: none; padding: 0; } h2 { margin-top: 1.2rem; } .blank { padding-top: .9rem; } }
  @page { size: A4; margin: 20mm 15mm 18mm; font: 8pt system-ui, sans-serif; color: #5a6370; }
  @page { @bottom-right { content: "page " counter(page) " of " counter(pages); } }
`;

/** A text as it may stand in a string of CSS, inside of HTML: whatever is no letter, digit or space by its number. */
export const inStyle = (text: string): string =>
  text.replace(/[^A-Za-z0-9 ]/gu, (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `);

/** How the report looks, on paper first: no script, no font, no picture, nothing from anywhere else. */
export const STYLE = `
  :root { color-scheme: light; }
  body { font: 11pt/1.45 system-ui, sans-serif; color: #16191d; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; }
  h1 { font-size: 1.6rem; margin-bottom: 0; }
  h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid #c9ced6; padding-bottom: .2rem; }
  h3 { font-size: 1rem; margin-bottom: .3rem; }
  table { border-collapse: collapse; width: 100%; font-size: .9em; }
  th, td { text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #e3e6eb; }
  thead { display: table-header-group; }
  tr, article { break-inside: avoid; }
  code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
  .standing { border-left: 4px solid #8a5a00; background: #fff8e8; padding: .5rem .8rem; font-weight: 600; }
  .muted { color: #5a6370; }
  article { border: 1px solid #d5d9e0; border-radius: 4px; padding: .1rem .9rem .6rem; margin: .6rem 0; }
  @page { margin: 18mm 15mm; }
`;

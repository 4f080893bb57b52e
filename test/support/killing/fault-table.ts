import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How often each process is killed: SCOPEWATCH_FAULTS_KILLS. */
export const KILLS = Number(process.env['SCOPEWATCH_FAULTS_KILLS'] ?? 3);
/** A folder for tables of what was done; none are written unless it is given: SCOPEWATCH_FAULTS_REPORT. */
const REPORT = process.env['SCOPEWATCH_FAULTS_REPORT'];

const HEAD = '| process | while it | killed | at moments | how often at each |\n| --- | --- | --: | --: | --- |\n';

/** What was killed, when and how often, as a table in Markdown. */
export class FaultTable {
  private readonly rows: string[] = [];

  /** @param name of the file, without its ending */
  constructor(private readonly name: string) {}

  /** One process that was killed; at several moments, or it was killed at one place again and again. */
  note(app: string, doing: string, killedAt: ReadonlyMap<string, number>): void {
    const moments = [...killedAt].map(([moment, n]) => `${moment} (${n})`).sort();
    const kills = [...killedAt.values()].reduce((sum, n) => sum + n, 0);
    const row = `| ${app} | ${doing} | ${kills} | ${killedAt.size} | ${moments.join('; ')} |`;
    this.rows.push(row);
    process.stderr.write(`${row}\n`);
    expect(killedAt.size).toBeGreaterThan(Math.min(KILLS, 6) / 2);
  }

  write(): void {
    if (REPORT === undefined) return;
    mkdirSync(REPORT, { recursive: true });
    writeFileSync(join(REPORT, `${this.name}.md`), `${HEAD}${this.rows.join('\n')}\n`);
  }
}

import { ROW_REGISTER, ROWS } from './row-register.js';

/**
 * The version of what judges: the rules as code, the state that is kept of a client, and the words that explain a verdict. It
 * is raised by whoever changes any of these. An installation that was judged by another one judges everybody again, for what
 * stands in its tables is no longer what comes out. A new row raises it by saying since when it is there.
 */
export const JUDGE_VERSION = Math.max(3, ...ROWS.map((row) => ROW_REGISTER[row].since));

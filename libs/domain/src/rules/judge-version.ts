/**
 * The version of what judges: the rules as code, the state that is kept of a client, and the words that explain a verdict. It
 * is raised by whoever changes any of these. An installation that was judged by another one judges everybody again, for what
 * stands in its tables is no longer what comes out.
 */
export const JUDGE_VERSION = 2;

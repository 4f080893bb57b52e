/** How long whoever works on jobs rests before looking again whether there is one. */
export const JOBS_LOOK_MS = 2_000;

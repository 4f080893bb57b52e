/**
 * How long anything that a test waits for may take, in milliseconds: generous, since a machine may be busy with other
 * things, and here alone. A test that passes waits for none of it.
 */
export const DEADLINE_MS = 240_000;

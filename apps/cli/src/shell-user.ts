import { hostname, userInfo } from 'node:os';

/** Who sits at the command line, as the audit names them: whoever reaches the database by it has no session. */
export function shellUser(): { readonly personId: string; readonly address: string } {
  return { personId: `shell:${userName()}`, address: hostname() };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user without an entry of their own, as in a container.
    return String(process.getuid?.() ?? 'unknown');
  }
}

/** One address, and nothing that a mail program would take for two. */
const ADDRESS = /^[^\s@,;:<>()"]+@[^\s@,;:<>()"]+$/;

/** Where somebody can be mailed to; `null` where no address is known. Pure. */
export function mailAddressOf({
  personId,
  email,
}: {
  readonly personId: string;
  readonly email: string | null;
}): string | null {
  const address = email ?? personId;
  return ADDRESS.test(address) ? address : null;
}

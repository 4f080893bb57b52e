/** A text, and whether it began with the mark that says in which encoding it is. */
interface Decoded {
  readonly text: string;
  readonly marked: boolean;
}

/** How much of a text is looked at to tell in which encoding it is. */
const LOOKED_AT = 4096;

/** Reads a text in whichever encoding it is: as its mark says, else UTF-16 by its zeros, UTF-8, or what Windows writes. */
export function decodeText(bytes: Uint8Array): Decoded {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return { text: decodedAs('utf-16le', bytes), marked: true };
  if (first === 0xfe && second === 0xff) return { text: decodedAs('utf-16be', bytes), marked: true };
  if (first === 0xef && second === 0xbb && third === 0xbf) return { text: decodedAs('utf-8', bytes), marked: true };
  const wide = unmarkedWide(bytes);
  if (wide !== null) return { text: decodedAs(wide, bytes), marked: true };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), marked: false };
  } catch {
    // It goes back in UTF-8, which whoever reads Windows' own by default must be told of.
    return { text: windows(bytes), marked: true };
  }
}

const decodedAs = (encoding: string, bytes: Uint8Array): string => new TextDecoder(encoding).decode(bytes);

/** What Windows has where Latin-1 has controls, from 0x80 on; what stands for nothing is left as it is. */
const OWN = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** Not every runtime knows them by the name of this encoding. */
const windows = (bytes: Uint8Array): string =>
  decodedAs('windows-1252', bytes).replace(/[\x80-\x9f]/g, (c) => OWN[c.charCodeAt(0) - 0x80] ?? c);

/** In UTF-16 nearly every other byte of a list is zero. */
function unmarkedWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const some = bytes.subarray(0, LOOKED_AT);
  const zeros = [0, 0];
  some.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const most = some.length / 4;
  if (odd > most && even < most) return 'utf-16le';
  return even > most && odd < most ? 'utf-16be' : null;
}

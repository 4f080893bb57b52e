/** What a client of PostgreSQL says to it, message by message, as far as it tells which statement is carried out. */
export class Statements {
  private pending = Buffer.alloc(0);
  private started = false;
  private readonly prepared = new Map<string, string>();
  private statement = '';

  /**
   * @param chunk what came next
   * @param onEnd called with a statement where the client has said all of it and waits for the answer, and with where the
   *   message that says so begins in what is to be passed on
   * @returns whole messages, to be passed on
   */
  take(chunk: Buffer, onEnd: (statement: string, from: number) => void): Buffer {
    const all = Buffer.concat([this.pending, chunk]);
    let at = 0;
    for (let length = this.lengthAt(all, at); length !== undefined; length = this.lengthAt(all, at)) {
      if (this.started && this.read(all.subarray(at, at + length))) onEnd(this.statement, at);
      // Asking for TLS, too, is a message without a type; what follows the answer begins anew.
      if (!this.started) this.started = all.readInt32BE(at + 4) >= 0x30000 && all.readInt32BE(at + 4) < 0x40000;
      at += length;
    }
    this.pending = all.subarray(at);
    return all.subarray(0, at);
  }

  /** @returns the length of the message there, `undefined` while it isn't whole */
  private lengthAt(all: Buffer, at: number): number | undefined {
    const head = this.started ? 1 : 0;
    if (all.length < at + head + 4) return undefined;
    const length = head + all.readInt32BE(at + head);
    return all.length < at + length ? undefined : length;
  }

  /** @returns whether the client now waits for an answer */
  private read(message: Buffer): boolean {
    switch (String.fromCharCode(message[0] ?? 0)) {
      case 'Q':
        this.statement = textAt(message, 5);
        // What is copied in comes after it; till the end of that nothing has happened.
        return !/^COPY\b.*\bFROM STDIN\b/is.test(this.statement);
      case 'P': {
        const name = textAt(message, 5);
        this.prepared.set(name, textAt(message, 5 + Buffer.byteLength(name) + 1));
        return false;
      }
      case 'B': {
        const portal = textAt(message, 5);
        this.statement = this.prepared.get(textAt(message, 5 + Buffer.byteLength(portal) + 1)) ?? '';
        return false;
      }
      // Sync, and the end of what is copied in.
      case 'S':
      case 'c':
        return true;
      default:
        return false;
    }
  }
}

const textAt = (message: Buffer, from: number): string => message.toString('utf8', from, message.indexOf(0, from));

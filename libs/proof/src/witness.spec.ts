import { Witness } from '../../../test/support/witness.js';
import { checkpointText } from './checkpoint';
import { leafHash } from './merkle';
import { generateKey, NoteError, readSigner, readVerifier, signNote } from './signed-note';
import { addCheckpointBody, cosignatureIn } from './witness';

const log = generateKey('log.example');
const text = checkpointText({ origin: 'log.example', size: 3, root: leafHash(Buffer.from('root')) });
const note = signNote(text, [readSigner(log.signer)]);

describe('what a witness is told', () => {
  it('is the size before, the proof and the checkpoint, a line each', () => {
    const hash = leafHash(Buffer.from('a'));
    expect(addCheckpointBody(2, [hash], note)).toBe(`old 2\n${hash.toString('base64')}\n\n${note}`);
    expect(addCheckpointBody(0, [], note)).toBe(`old 0\n\n${note}`);
  });
});

describe('what a witness answers', () => {
  const [witness, other] = [new Witness('w.example', log.verifier), new Witness('other.example', log.verifier)];

  it('is its line, whatever others say', () => {
    const line = witness.cosign(text);
    expect(cosignatureIn(line, note, witness.verifier)).toBe(line);
    expect(cosignatureIn(other.cosign(text) + line, note, witness.verifier)).toBe(line);
    expect(cosignatureIn(line, note + line, witness.verifier)).toBe(line);
  });

  it.each([
    ['nothing', () => ''],
    ['no signature', () => 'thank you\n'],
    ['the line of somebody else', () => other.cosign(text)],
    ['a line below another checkpoint', () => witness.cosign(text.replace('\n3\n', '\n4\n'))],
    ['a line that says no time', () => witness.cosign(text, 0)],
    ['a line that is cut off', () => witness.cosign(text).slice(0, -20) + '\n'],
  ])('is not taken where it is %s', (_what, answer) => {
    expect(() => cosignatureIn(answer(), note, witness.verifier)).toThrow(NoteError);
  });

  it('is not taken from the key of a log', () => {
    expect(() => cosignatureIn(witness.cosign(text), note, readVerifier(log.verifier))).toThrow(NoteError);
  });
});

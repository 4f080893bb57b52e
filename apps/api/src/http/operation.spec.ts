import { Type } from '@sinclair/typebox';
import { operation } from './operation.js';

const plain = { id: 'a', method: 'POST', path: 'v1/a', permission: 'read', tag: 'Topics', summary: 'Make a' } as const;
const body = Type.Object({ name: Type.String() });

// Held by the compiler: each line that must not compile says so.
describe('an operation', () => {
  it('has a tag, and an example of its body and its answer', () => {
    operation(plain);
    operation({ ...plain, body, answer: body, example: { body: { name: 'a' }, answer: { name: 'b' } } });
    // @ts-expect-error no example of the body
    operation({ ...plain, body });
    // @ts-expect-error no example of the answer
    operation({ ...plain, body, answer: body, example: { body: { name: 'a' } } });
    // @ts-expect-error an example of something else
    operation({ ...plain, answer: body, example: { answer: { name: 1 } } });
    const { tag: _, ...untagged } = plain;
    // @ts-expect-error no tag
    operation(untagged);
  });

  it('takes no field that it does not name', () => {
    const made = operation({ ...plain, body, example: { body: { name: 'a' } } });
    expect(made.body).toMatchObject({ additionalProperties: false });
  });
});

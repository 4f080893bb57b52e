import { readHeaders, storedHeaders } from './stored-headers';

const bytes = (text: string): Buffer => Buffer.from(text);

describe('headers as the log keeps them', () => {
  it('are nothing where there are none', () => {
    expect(storedHeaders({})).toBeNull();
    expect(readHeaders(null)).toEqual({});
  });

  it.each([
    ['one', { 'content-type': bytes('application/cloudevents+json') }],
    ['several', { ce_id: bytes('1'), ce_type: bytes('t'), 'content-type': bytes('application/json') }],
    ['one that is empty', { 'content-type': Buffer.alloc(0) }],
    ['bytes that are no text', { odd: Buffer.from([0, 255, 128, 10]) }],
  ])('come back as they were: %s', (_what, headers) => {
    expect(readHeaders(storedHeaders(headers))).toEqual(headers);
  });

  it('of one message are not those of the message before', () => {
    const first = storedHeaders({ 'content-type': bytes('a') });
    const same = storedHeaders({ 'content-type': bytes('a') });
    const other = storedHeaders({ 'content-type': bytes('b') });
    const elsewhere = storedHeaders({ 'Content-Type': bytes('b') });
    expect(same).toBe(first);
    expect(readHeaders(other)).toEqual({ 'content-type': bytes('b') });
    expect(readHeaders(elsewhere)).toEqual({ 'Content-Type': bytes('b') });
  });

  it('stay as they were when the buffer that they came in is used again', () => {
    const value = bytes('first');
    const stored = storedHeaders({ 'content-type': value });
    value.write('again');
    expect(readHeaders(stored)).toEqual({ 'content-type': bytes('first') });
    expect(readHeaders(storedHeaders({ 'content-type': value }))).toEqual({ 'content-type': bytes('again') });
  });
});
